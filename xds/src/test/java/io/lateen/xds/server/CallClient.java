// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import com.google.rpc.Code;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what it hears. */
class CallClient<R, Q> implements ClientResponseObserver<Q, R> {
  final List<R> heard = new ArrayList<>();
  boolean reading = true;
  @Nullable Status status;
  private @Nullable ClientCallStreamObserver<Q> call;

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> started) {
    call = started;
    started.disableAutoRequestWithInitial(reading ? 1 : 0);
  }

  ClientCallStreamObserver<Q> call() {
    return Objects.requireNonNull(call);
  }

  void send(Q request) {
    call().onNext(request);
  }

  void close() {
    call().onCompleted();
  }

  void readAll() {
    reading = true;
    call().request(1);
  }

  @SuppressWarnings("unchecked")
  void ack() {
    answer((CallClient<DeltaDiscoveryResponse, DeltaDiscoveryRequest>) this, Optional.empty());
  }

  static void answer(
      CallClient<DeltaDiscoveryResponse, DeltaDiscoveryRequest> client, Optional<String> error) {
    var last = client.heard.getLast();
    var answer =
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(last.getTypeUrl())
            .setResponseNonce(last.getNonce());
    error.ifPresent(
        message ->
            answer
                .getErrorDetailBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .setMessage(message));
    client.send(answer.build());
  }

  Status ended() {
    return Objects.requireNonNull(status, "the stream is open");
  }

  @Override
  public void onNext(R value) {
    heard.add(value);
    if (reading) {
      call().request(1);
    }
  }

  @Override
  public void onError(Throwable cause) {
    status = Status.fromThrowable(cause);
  }

  @Override
  public void onCompleted() {
    status = Status.OK;
  }
}
