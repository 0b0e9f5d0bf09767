// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.lateen.proto.difference.Differences;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a stream to the control plane. Reads one response at a time, and the next only
 * when {@link #readOn} asks for it.
 */
final class UpstreamLink
    implements ClientResponseObserver<DeltaDiscoveryRequest, DeltaDiscoveryResponse> {

  /** What a link tells; on gRPC's threads. */
  interface Listener {
    void ready(UpstreamLink link);

    void said(UpstreamLink link, DeltaDiscoveryResponse response);

    void lost(UpstreamLink link, Status status);
  }

  private final long attempt;
  private final Listener listener;
  private @Nullable ClientCallStreamObserver<DeltaDiscoveryRequest> call;

  private UpstreamLink(long attempt, Listener listener) {
    this.attempt = attempt;
    this.listener = listener;
  }

  /** Opens a stream; a channel that is waiting to connect again tries at once. */
  static UpstreamLink open(RelayAction.Connect connect, Channel channel, Listener listener) {
    if (channel instanceof ManagedChannel managed) {
      managed.resetConnectBackoff();
    }
    var link = new UpstreamLink(connect.attempt(), listener);
    var unused =
        AggregatedDiscoveryServiceGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers(connect)))
            .deltaAggregatedResources(link);
    return link;
  }

  private static Metadata headers(RelayAction.Connect connect) {
    var headers = new Metadata();
    if (connect.differences()) {
      headers.put(Differences.TAKES, Differences.TAKEN);
    }
    return headers;
  }

  long attempt() {
    return attempt;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<DeltaDiscoveryRequest> started) {
    call = started;
    started.disableAutoRequestWithInitial(1);
    started.setOnReadyHandler(() -> listener.ready(this));
  }

  /** Whether a request would be sent rather than kept in memory. */
  boolean isReady() {
    return call != null && call.isReady();
  }

  void send(DeltaDiscoveryRequest request) {
    if (call != null) {
      call.onNext(request);
    }
  }

  void readOn() {
    if (call != null) {
      call.request(1);
    }
  }

  void close() {
    if (call != null) {
      call.cancel("Envoy's stream ended or a newer attempt began", null);
    }
  }

  @Override
  public void onNext(DeltaDiscoveryResponse response) {
    listener.said(this, response);
  }

  @Override
  public void onError(Throwable cause) {
    listener.lost(this, Status.fromThrowable(cause));
  }

  @Override
  public void onCompleted() {
    listener.lost(this, Status.UNAVAILABLE.withDescription("the control plane ended the stream"));
  }
}
