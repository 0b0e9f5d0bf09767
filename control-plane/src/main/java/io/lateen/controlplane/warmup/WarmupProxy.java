// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.warmup;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.lateen.proto.difference.Differences;
import io.lateen.xds.resource.TypeUrls;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Stands in for a proxy: asks for each type in Envoy's order, as a node agent does for it, and
 * accepts everything. Its callbacks come one at a time.
 */
final class WarmupProxy implements StreamObserver<DeltaDiscoveryResponse>, AutoCloseable {

  private final ManagedChannel channel;
  private final Function<String, Collection<String>> names;
  private final StreamObserver<DeltaDiscoveryRequest> requests;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  /**
   * Connects and asks.
   *
   * @param channel a connection of its own, which ends with it
   * @param node how it introduces itself
   * @param names of a type's resources that it shall ask for
   */
  WarmupProxy(ManagedChannel channel, Node node, Function<String, Collection<String>> names) {
    this.channel = channel;
    this.names = names;
    var takes = new Metadata();
    takes.put(Differences.TAKES, Differences.TAKEN);
    this.requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(takes))
            .deltaAggregatedResources(this);
    requests.onNext(
        DeltaDiscoveryRequest.newBuilder().setNode(node).setTypeUrl(TypeUrls.CLUSTER).build());
  }

  /** Ends with its first whole configuration, or with what went wrong. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  @Override
  public void onNext(DeltaDiscoveryResponse response) {
    var type = response.getTypeUrl();
    requests.onNext(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(type)
            .setResponseNonce(response.getNonce())
            .build());
    if (ready.isDone()) {
      return;
    }
    switch (type) {
      case TypeUrls.CLUSTER -> ask(TypeUrls.ENDPOINT);
      case TypeUrls.ENDPOINT -> ask(TypeUrls.LISTENER);
      case TypeUrls.LISTENER -> ask(TypeUrls.ROUTE);
      default -> ready.complete(null);
    }
  }

  private void ask(String type) {
    var request = DeltaDiscoveryRequest.newBuilder().setTypeUrl(type);
    if (!type.equals(TypeUrls.LISTENER)) {
      request.addAllResourceNamesSubscribe(names.apply(type));
    }
    requests.onNext(request.build());
  }

  @Override
  public void onError(Throwable cause) {
    ready.completeExceptionally(cause);
  }

  @Override
  public void onCompleted() {
    ready.completeExceptionally(new IllegalStateException("the stream was ended"));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
