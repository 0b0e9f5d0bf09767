// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** One stream of Envoy. Reads one request at a time, the next when {@link #readOn} asks for it. */
final class EnvoyLink implements StreamObserver<DeltaDiscoveryRequest> {

  /** What a link tells; on gRPC's threads. */
  interface Listener {
    void ready(EnvoyLink link);

    void asked(EnvoyLink link, DeltaDiscoveryRequest request);

    void gone(EnvoyLink link);
  }

  private final ServerCallStreamObserver<DeltaDiscoveryResponse> call;
  private final Listener listener;

  EnvoyLink(ServerCallStreamObserver<DeltaDiscoveryResponse> call, Listener listener) {
    this.call = call;
    this.listener = listener;
  }

  /** Begins to read. */
  void open() {
    call.disableAutoRequest();
    call.setOnReadyHandler(() -> listener.ready(this));
    call.setOnCancelHandler(() -> listener.gone(this));
    call.request(1);
  }

  boolean isReady() {
    return call.isReady();
  }

  void send(DeltaDiscoveryResponse response) {
    call.onNext(response);
  }

  void readOn() {
    call.request(1);
  }

  /** Ends the stream unless Envoy did. */
  void end(Status status) {
    if (!call.isCancelled()) {
      call.onError(status.asRuntimeException());
    }
  }

  @Override
  public void onNext(DeltaDiscoveryRequest request) {
    listener.asked(this, request);
  }

  @Override
  public void onError(Throwable cause) {
    listener.gone(this);
  }

  @Override
  public void onCompleted() {
    listener.gone(this);
    if (!call.isCancelled()) {
      call.onCompleted();
    }
  }
}
