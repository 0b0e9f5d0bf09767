// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.ViewSource;
import io.lateen.xds.stream.ViewDiffs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The aggregated discovery service (Envoy's envoy/service/discovery/v3/ads.proto), incremental and
 * state-of-the-world, and beside it the services of one type each. Callers without an identity are
 * refused. Safe from all threads.
 */
public final class AdsService implements BindableService {

  private final AdsContext context;
  private final OpenStreams streams;
  private final String instance;
  private final AtomicLong opened = new AtomicLong();

  /**
   * A service without streams.
   *
   * @param views what proxies get
   * @param authorizer who may ask for which proxy
   * @param events is told about answers of proxies
   */
  public AdsService(
      ViewSource views,
      ProxyAuthorizer authorizer,
      XdsLimits limits,
      XdsMetrics metrics,
      XdsEvents events,
      XdsSeams seams) {
    this.streams = new OpenStreams(limits, metrics);
    this.context =
        new AdsContext(
            views,
            authorizer,
            limits,
            metrics,
            events,
            seams,
            new ViewDiffs(),
            streams,
            new FaultLog(),
            new WriteRoom(seams.scheduler(), () -> metrics.limited("write_room")),
            new RefusalMemory(metrics));
    this.instance = Integer.toHexString(seams.random().nextInt());
  }

  @Override
  public ServerServiceDefinition bindService() {
    return bind(DiscoveryApi.AGGREGATED);
  }

  /**
   * The services of one type each, on the same views and limits. Between streams there is no order:
   * a proxy that wants clusters before the routes that name them uses the aggregated service.
   */
  public List<BindableService> separate() {
    return DiscoveryApi.SEPARATE.stream().<BindableService>map(api -> () -> bind(api)).toList();
  }

  private ServerServiceDefinition bind(DiscoveryApi api) {
    var definition = ServerServiceDefinition.builder(api.service());
    definition.addMethod(
        api.deltaMethod(), ServerCalls.asyncBidiStreamingCall(call -> open(delta(api), call)));
    if (api.sotw().isPresent()) {
      definition.addMethod(
          api.sotwMethod(),
          ServerCalls.asyncBidiStreamingCall(call -> open(new Requests.Sotw(api.only()), call)));
    }
    return ServerInterceptors.intercept(definition.build(), new TakesHeader());
  }

  /** Called within the call's context. */
  private Requests.Delta delta(DiscoveryApi api) {
    var differences = context.limits().differences() && TakesHeader.differences();
    return new Requests.Delta(api.only(), differences);
  }

  private <Q> StreamObserver<Q> open(Requests<Q> requests, StreamObserver<WireResponse> observer) {
    var call = (ServerCallStreamObserver<WireResponse>) observer;
    var peer = context.authorizer().peer();
    if (peer.isEmpty()) {
      var status = Status.UNAUTHENTICATED.withDescription("no proven identity");
      context.fault("", "", StreamFault.ANONYMOUS, "no proven identity");
      return refuse(call, status);
    }
    var id = instance + "-" + Long.toString(opened.incrementAndGet(), Character.MAX_RADIX);
    var stream = new AdsStream<>(id, requests, call, peer.get(), context);
    var refusal = streams.opened(stream);
    if (refusal.isPresent()) {
      var status = refusal.get();
      if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
        context.fault(
            peer.get().name(),
            "",
            StreamFault.TOO_MANY_STREAMS,
            String.valueOf(status.getDescription()));
      }
      return refuse(call, status);
    }
    stream.open();
    return stream;
  }

  private static <Q> StreamObserver<Q> refuse(
      ServerCallStreamObserver<WireResponse> call, Status status) {
    call.onError(status.asRuntimeException());
    return new Deaf<>();
  }

  /** The proxies that are connected now, one entry per proxy. */
  public List<ProxyStatus> proxies() {
    return ConnectedProxies.of(streams.all());
  }

  /** For what streams were refused or ended lately, the newest first; bounded. */
  public List<FaultRecord> faults() {
    return context.faults().all();
  }

  /**
   * Keeps a fault of a connection, which is none of a stream: it is counted and shown with them.
   *
   * @param peer the identity at the other end, or where it comes from
   */
  public void fault(String peer, StreamFault fault, String message) {
    context.fault(peer, "", fault, message);
  }

  /** The streams of these proxies; a proxy has one, or one per type. */
  public List<OpenStream> streams() {
    return ConnectedProxies.newest(streams.all());
  }

  /** One connected proxy by its node id. */
  public Optional<ProxyStatus> proxy(String nodeId) {
    return proxies().stream().filter(status -> status.node().id().equals(nodeId)).findFirst();
  }

  /**
   * Ends the streams of proxies that may no longer be served, for example because their workload
   * left its node.
   */
  public void disconnect(Predicate<ProxyNode> which, String reason) {
    for (var stream : streams.all()) {
      if (stream.node().filter(which).isPresent()) {
        stream.end(Status.PERMISSION_DENIED.withDescription(reason));
      }
    }
  }

  /** Swallows what a refused caller still sends. */
  private static final class Deaf<Q> implements StreamObserver<Q> {
    @Override
    public void onNext(Q value) {}

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onCompleted() {}
  }
}
