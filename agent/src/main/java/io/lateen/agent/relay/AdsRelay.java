// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.lateen.proto.nds.v1.NameTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The discovery service that one workload's Envoy talks to: incremental ADS, relayed to the control
 * plane. Envoy's stream outlives the control plane's; see {@link RelaySession} for the rules. Safe
 * from all threads.
 */
public final class AdsRelay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AdsRelay.class);

  static final String FOR_ENVOY =
      "this workload is recorded with an Envoy, whose socket this is; annotate its pod with"
          + " 'inject.istio.io/templates: grpc-agent' to serve its gRPC library instead";

  private final String workloadUid;
  private final LastGoodStore store;
  private final NameTableListener names;
  private final RelayCourse course;

  /**
   * A relay that does nothing before {@link #start}.
   *
   * @param workloadUid stamped on what goes to the control plane, whatever Envoy claims to be
   * @param upstream carries the node's identity; must accept responses of {@link
   *     RelayLimits#MAX_MESSAGE_BYTES}
   * @param names gets the workload's name table, first from the last good configuration
   * @param judge is asked which resources of a refused response were the reason
   */
  public AdsRelay(
      String workloadUid,
      Channel upstream,
      LastGoodStore store,
      NameTableListener names,
      Judge judge,
      RelaySeams seams) {
    this.workloadUid = workloadUid;
    this.store = store;
    this.names = names;
    this.course = new RelayCourse(workloadUid, upstream, store, names, judge, seams);
  }

  /** Reads the last good configuration; blocks for as long as one small file takes. */
  public void start() {
    var lastGood = store.load();
    course.restore(lastGood);
    for (var resource : lastGood.types().getOrDefault(RelayTypes.NAME_TABLE, java.util.List.of())) {
      try {
        names.onNameTable(workloadUid, NameTable.parseFrom(resource.getResource().getValue()));
      } catch (InvalidProtocolBufferException e) {
        LOG.warn("saved name table of {} is not readable: {}", workloadUid, e.getMessage());
      }
    }
  }

  /** For the workload's socket, which must admit nobody but this workload's Envoy. */
  public BindableService service() {
    return new AggregatedDiscoveryServiceImplBase() {
      @Override
      public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
          StreamObserver<DeltaDiscoveryResponse> observer) {
        var call = (ServerCallStreamObserver<DeltaDiscoveryResponse>) observer;
        var link = new EnvoyLink(call, course);
        link.open();
        course.connected(link);
        return link;
      }

      /** Of what speaks like this, only a gRPC library comes to a workload's socket. */
      @Override
      public StreamObserver<DiscoveryRequest> streamAggregatedResources(
          StreamObserver<DiscoveryResponse> observer) {
        LOG.warn(
            "a gRPC library asks for the configuration of {}, which has an Envoy", workloadUid);
        observer.onError(
            Status.FAILED_PRECONDITION.withDescription(FOR_ENVOY).asRuntimeException());
        return new Deaf();
      }
    };
  }

  /** Whether Envoy has accepted clusters and listeners on its present stream. */
  public boolean configured() {
    return course.status().configured();
  }

  /** How the relay stands; at most one turn old. */
  public RelayStatus status() {
    return course.status();
  }

  /** The workload left the node: ends the streams and deletes the last good configuration. */
  public void forget() {
    course.forget();
  }

  /** Ends the streams; what is not saved yet is handed to the disk executor. */
  @Override
  public void close() {
    course.close();
  }

  /** Swallows what a refused caller still sends. */
  private static final class Deaf implements StreamObserver<DiscoveryRequest> {
    @Override
    public void onNext(DiscoveryRequest value) {}

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onCompleted() {}
  }
}
