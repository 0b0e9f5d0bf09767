// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.base.time.Cancellable;
import io.lateen.base.time.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Room for large responses that are written and that the network has not taken yet, over all
 * streams: the library copies a response whole, and a thousand copies of a route configuration are
 * more than there is. Small responses need no room, so that endpoints never wait for a bulk. Safe
 * from all threads.
 */
final class WriteRoom {

  /** Bytes that may be written and not taken; a single larger response goes alone. */
  static final long MOST_BYTES = 32L << 20;

  /** Responses up to this size need no room. */
  static final int SMALL_BYTES = 64 << 10;

  /** A reader that takes longer gives its room back: it may delay the others no further. */
  static final Duration LONGEST = Duration.ofSeconds(2);

  private final Scheduler scheduler;
  private final Runnable full;
  private final Queue<Share> waiting = new ArrayDeque<>();
  private long taken;

  /**
   * @param full is run each time a response has to wait; must not block
   */
  WriteRoom(Scheduler scheduler, Runnable full) {
    this.scheduler = scheduler;
    this.full = full;
  }

  /**
   * The share of one stream.
   *
   * @param bell rings when a response that had to wait may be tried again; must not block
   */
  Share share(Runnable bell) {
    return new Share(bell);
  }

  /** What one stream has of the room. */
  final class Share {

    private final Runnable bell;
    private long held;
    private boolean waits;
    private @Nullable Cancellable end;

    private Share(Runnable bell) {
      this.bell = bell;
    }

    /** Whether a response may be written now; if not, the bell rings when it may be tried again. */
    boolean take(int bytes) {
      if (bytes <= SMALL_BYTES) {
        return true;
      }
      Optional<Share> next;
      synchronized (WriteRoom.this) {
        if (taken > 0 && taken + bytes > MOST_BYTES) {
          if (!waits) {
            waits = true;
            waiting.add(this);
            full.run();
          }
          return false;
        }
        taken += bytes;
        held += bytes;
        if (end == null) {
          end = scheduler.schedule(LONGEST, this::giveBack);
        }
        next = next();
      }
      next.ifPresent(share -> share.bell.run());
      return true;
    }

    /** The network took what was written, or has had its time, or the stream is over. */
    void giveBack() {
      Optional<Share> next;
      synchronized (WriteRoom.this) {
        if (held == 0) {
          return;
        }
        taken -= held;
        held = 0;
        if (end != null) {
          end.cancel();
          end = null;
        }
        next = next();
      }
      next.ifPresent(share -> share.bell.run());
    }

    /** The stream is over; whoever waits behind it is not forgotten. */
    void leave() {
      giveBack();
      Optional<Share> next;
      synchronized (WriteRoom.this) {
        waiting.remove(this);
        next = next();
      }
      next.ifPresent(share -> share.bell.run());
    }
  }

  /** The first that waits, when there is room for anybody. */
  private Optional<Share> next() {
    if (taken >= MOST_BYTES || waiting.isEmpty()) {
      return Optional.empty();
    }
    var first = waiting.remove();
    first.waits = false;
    return Optional.of(first);
  }
}
