// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import io.grpc.Context;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.lateen.base.time.Cancellable;
import io.lateen.base.time.Scheduler;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The message that a call is receiving. Small ones are not worth counting. */
public final class UnreadMessage extends ServerStreamTracer {

  /** Bytes up to which a message is free. */
  static final int FREE_BYTES = 4_096;

  private static final Context.Key<UnreadMessage> KEY = Context.key("unread-message");

  private final UnreadMessages all;
  private final Scheduler scheduler;
  private String owner = "";
  private @Nullable Consumer<Status> end;
  private @Nullable Cancellable late;
  private long arrived;

  /** Guarded by {@link UnreadMessages}. */
  long held;

  UnreadMessage(UnreadMessages all, Scheduler scheduler) {
    this.all = all;
    this.scheduler = scheduler;
  }

  /** That of the call in whose context this is asked. */
  public static Optional<UnreadMessage> current() {
    return Optional.ofNullable(KEY.get());
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(KEY, this);
  }

  /** Says whose call it is and how it is ended; before the first message is asked for. */
  public synchronized void belongsTo(String name, Consumer<Status> ending) {
    owner = name;
    end = ending;
  }

  synchronized String owner() {
    return owner;
  }

  @Override
  public void inboundWireSize(long bytes) {
    long more;
    synchronized (this) {
      var before = arrived;
      arrived += bytes;
      if (arrived <= FREE_BYTES) {
        return;
      }
      more = before <= FREE_BYTES ? arrived : bytes;
      if (late == null) {
        late = scheduler.schedule(DoorLimits.MESSAGE_TIME, this::isLate);
      }
    }
    all.grown(this, more);
  }

  private void isLate() {
    all.end(
        this,
        Status.DEADLINE_EXCEEDED,
        "a message was not complete after " + DoorLimits.MESSAGE_TIME.toSeconds() + " s");
  }

  /** The message was parsed. */
  public void read() {
    synchronized (this) {
      if (arrived <= FREE_BYTES) {
        arrived = 0;
        return;
      }
    }
    release();
  }

  @Override
  public void streamClosed(Status status) {
    release();
  }

  private void release() {
    synchronized (this) {
      arrived = 0;
      if (late != null) {
        late.cancel();
        late = null;
      }
    }
    all.gone(this);
  }

  void end(Status status) {
    Consumer<Status> ending;
    synchronized (this) {
      ending = end;
    }
    if (ending != null) {
      ending.accept(status);
    }
  }
}
