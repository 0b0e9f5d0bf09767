// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.status;

import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.lateen.xds.resource.PeerIdentity;
import java.util.Optional;

/**
 * One caller's questions and their answers, in turn. Questions and their end come on the call's
 * thread, answers on any.
 */
final class Conversation implements StreamObserver<ClientStatusRequest> {

  private final ClientStatus status;
  private final ServerCallStreamObserver<ClientStatusResponse> call;
  private final Optional<PeerIdentity> peer;
  private Runnable next = () -> {};
  private boolean answering;
  private boolean asked;
  private boolean over;

  Conversation(
      ClientStatus status,
      ServerCallStreamObserver<ClientStatusResponse> call,
      Optional<PeerIdentity> peer) {
    this.status = status;
    this.call = call;
    this.peer = peer;
  }

  /** Ends the call of somebody without an identity. */
  synchronized void open() {
    call.setOnCancelHandler(this::leave);
    if (peer.isEmpty()) {
      end(Status.UNAUTHENTICATED.withDescription("no proven identity"));
    }
  }

  /** Reads one question after the answer to the other. */
  void openStream() {
    call.disableAutoRequest();
    open();
    next = () -> call.request(1);
    next.run();
  }

  private synchronized void leave() {
    over = true;
  }

  @Override
  public void onNext(ClientStatusRequest request) {
    synchronized (this) {
      if (over) {
        return;
      }
      answering = true;
    }
    status
        .of(request, node -> Optional.of(node.peer()).equals(peer))
        .whenComplete((answer, failure) -> answered(Optional.ofNullable(answer)));
  }

  private synchronized void answered(Optional<ClientStatusAnswer> answer) {
    answering = false;
    if (over) {
      return;
    }
    if (answer.isEmpty()) {
      end(Status.INTERNAL);
      return;
    }
    switch (answer.get()) {
      case ClientStatusAnswer.Found(var response) -> {
        call.onNext(response);
        next.run();
      }
      case ClientStatusAnswer.Invalid(var reason) ->
          end(Status.INVALID_ARGUMENT.withDescription(reason));
      case ClientStatusAnswer.TooMuch(var reason) ->
          end(Status.RESOURCE_EXHAUSTED.withDescription(reason));
    }
    if (asked) {
      complete();
    }
  }

  @Override
  public void onError(Throwable cause) {
    leave();
  }

  @Override
  public synchronized void onCompleted() {
    asked = true;
    if (!answering) {
      complete();
    }
  }

  private void complete() {
    if (!over) {
      over = true;
      call.onCompleted();
    }
  }

  private void end(Status reason) {
    over = true;
    call.onError(reason.asRuntimeException());
  }
}
