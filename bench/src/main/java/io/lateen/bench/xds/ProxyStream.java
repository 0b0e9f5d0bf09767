// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.lateen.xds.resource.TypeUrls;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One proxy that asks incrementally in Envoy's order and accepts everything at once. It keeps
 * nothing of what it is sent. Its callbacks come one at a time.
 */
final class ProxyStream implements StreamObserver<DeltaDiscoveryResponse> {

  /** Names that a resource makes a proxy ask for, by the resource's version: alike for all. */
  private static final Map<String, List<String>> NAMED = new ConcurrentHashMap<>();

  private final Seat seat;
  private final BiConsumer<ProxyStream, DeltaDiscoveryResponse> heard;
  private final CompletableFuture<ProxyStream> ready = new CompletableFuture<>();
  private final Map<String, Set<String>> waiting = new HashMap<>();
  private final Map<String, Set<String>> wanted = new HashMap<>();
  private @Nullable StreamObserver<DeltaDiscoveryRequest> requests;
  private boolean listening;

  /**
   * @param heard is told each response after its answer is on its way
   */
  ProxyStream(Seat seat, BiConsumer<ProxyStream, DeltaDiscoveryResponse> heard) {
    this.seat = seat;
    this.heard = heard;
  }

  /** Opens the stream; the future ends with the first complete configuration. */
  CompletableFuture<ProxyStream> open(Channel channel) {
    requests = AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(this);
    send(DeltaDiscoveryRequest.newBuilder().setTypeUrl(TypeUrls.CLUSTER).setNode(seat.node()));
    return ready;
  }

  @Override
  public void onNext(DeltaDiscoveryResponse response) {
    var type = response.getTypeUrl();
    send(DeltaDiscoveryRequest.newBuilder().setTypeUrl(type).setResponseNonce(response.getNonce()));
    heard.accept(this, response);
    if (type.equals(TypeUrls.CLUSTER)) {
      follow(TypeUrls.ENDPOINT, response.getResourcesList());
    } else if (type.equals(TypeUrls.LISTENER)) {
      follow(TypeUrls.ROUTE, response.getResourcesList());
    }
    var open = waiting.computeIfAbsent(type, url -> new HashSet<>());
    response.getResourcesList().forEach(resource -> open.remove(resource.getName()));
    open.removeAll(response.getRemovedResourcesList());
    proceed(type);
  }

  private void proceed(String type) {
    var complete = waiting.values().stream().allMatch(Collection::isEmpty);
    if (!listening && complete) {
      listening = true;
      send(DeltaDiscoveryRequest.newBuilder().setTypeUrl(TypeUrls.LISTENER));
    } else if (complete && (type.equals(TypeUrls.LISTENER) || type.equals(TypeUrls.ROUTE))) {
      ready.complete(this);
    }
  }

  /** Asks for what the resources name. */
  private void follow(String type, List<Resource> resources) {
    var known = wanted.computeIfAbsent(type, url -> new HashSet<>());
    var more = new HashSet<String>();
    for (var resource : resources) {
      var names = NAMED.computeIfAbsent(resource.getVersion(), version -> named(resource));
      names.stream().filter(known::add).forEach(more::add);
    }
    if (!more.isEmpty()) {
      waiting.computeIfAbsent(type, url -> new HashSet<>()).addAll(more);
      send(DeltaDiscoveryRequest.newBuilder().setTypeUrl(type).addAllResourceNamesSubscribe(more));
    }
  }

  private static List<String> named(Resource resource) {
    try {
      var bytes = resource.getResource().getValue();
      return resource.getResource().getTypeUrl().equals(TypeUrls.CLUSTER)
          ? assignments(Cluster.parseFrom(bytes))
          : routes(Listener.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> assignments(Cluster cluster) {
    if (cluster.getType() != DiscoveryType.EDS) {
      return List.of();
    }
    var service = cluster.getEdsClusterConfig().getServiceName();
    return List.of(service.isEmpty() ? cluster.getName() : service);
  }

  private static List<String> routes(Listener listener) throws InvalidProtocolBufferException {
    var names = new HashSet<String>();
    for (var chain : listener.getFilterChainsList()) {
      addRoutes(chain.getFiltersList(), names);
    }
    addRoutes(listener.getDefaultFilterChain().getFiltersList(), names);
    return List.copyOf(names);
  }

  private static void addRoutes(List<Filter> filters, Set<String> names)
      throws InvalidProtocolBufferException {
    for (var filter : filters) {
      if (filter.getTypedConfig().is(HttpConnectionManager.class)) {
        var connection = filter.getTypedConfig().unpack(HttpConnectionManager.class);
        if (connection.hasRds()) {
          names.add(connection.getRds().getRouteConfigName());
        }
      }
    }
  }

  private void send(DeltaDiscoveryRequest.Builder request) {
    if (requests != null) {
      requests.onNext(request.build());
    }
  }

  Seat seat() {
    return seat;
  }

  @Override
  public void onError(Throwable cause) {
    ready.completeExceptionally(cause);
  }

  @Override
  public void onCompleted() {
    ready.completeExceptionally(new IllegalStateException("the server ended the stream"));
  }
}
