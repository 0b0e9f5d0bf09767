// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.lateen.base.time.Cancellable;
import io.lateen.controlplane.door.UnreadMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that can be ended from a timer, made in the context of its call. A gRPC call is not
 * thread-safe, so everything that is sent passes this object's lock; what the service sends after
 * the end is dropped. The service learns of such an end as of a cancellation by the peer.
 *
 * @param <Q> request
 * @param <R> response
 */
final class BoundedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {

  private final Optional<UnreadMessage> unread = UnreadMessage.current();
  private boolean closed;
  private volatile boolean expired;
  private @Nullable Cancellable timer;

  BoundedCall(ServerCall<Q, R> call) {
    super(call);
  }

  /** Counts what of its messages is not complete for this caller. */
  void belongsTo(String caller) {
    unread.ifPresent(message -> message.belongsTo(caller, this::expire));
  }

  /** The timer that ends the call; cancelled when the call ends by itself. */
  synchronized void endBy(Cancellable ending) {
    timer = ending;
    if (closed) {
      ending.cancel();
    }
  }

  /** Ends the call now. */
  void expire(Status status) {
    synchronized (this) {
      if (closed) {
        return;
      }
      expired = true;
    }
    close(status, new Metadata());
  }

  @Override
  public synchronized void sendHeaders(Metadata headers) {
    if (!closed) {
      super.sendHeaders(headers);
    }
  }

  @Override
  public synchronized void sendMessage(R message) {
    if (!closed) {
      super.sendMessage(message);
    }
  }

  @Override
  public synchronized void close(Status status, Metadata trailers) {
    if (!closed) {
      closed = true;
      stopTimer();
      super.close(status, trailers);
    }
  }

  private synchronized void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** The listener of the service, told about the end by the timer as about a cancellation. */
  ServerCall.Listener<Q> listen(ServerCall.Listener<Q> service, Runnable onEnd) {
    return new SimpleForwardingServerCallListener<Q>(service) {
      @Override
      public void onMessage(Q message) {
        unread.ifPresent(UnreadMessage::read);
        super.onMessage(message);
      }

      @Override
      public void onCancel() {
        stopTimer();
        onEnd.run();
        super.onCancel();
      }

      @Override
      public void onComplete() {
        onEnd.run();
        if (expired) {
          super.onCancel();
        } else {
          super.onComplete();
        }
      }
    };
  }
}
