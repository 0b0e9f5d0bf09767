// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import java.time.Duration;
import java.util.List;

/**
 * A place in the stream of events. Used by one thread, which waits in {@link #next}; a watcher that
 * is too slow gets {@link Gone} and lists again, as Kubernetes' 410 asks for.
 */
public final class Watch {

  private final EventWindow window;
  private long position;

  Watch(EventWindow window, long position) {
    this.window = window;
    this.position = position;
  }

  /**
   * The events since the last call, in order.
   *
   * @param patience how long to wait for the first event; the list is empty after that
   */
  public Batch next(Duration patience) throws InterruptedException {
    var batch = window.after(position, patience);
    if (batch instanceof Events events) {
      position = events.revision();
    }
    return batch;
  }

  /** The revision up to which events were handed out. */
  public long position() {
    return position;
  }

  /** What {@link #next} found. */
  public sealed interface Batch {}

  /**
   * Events, perhaps none.
   *
   * @param revision up to which the stream is complete; fit for a bookmark
   */
  public record Events(List<StoreEvent> events, long revision) implements Batch {}

  /** The asked position has left the window: list, then watch from the list's revision. */
  public record Gone(long oldest) implements Batch {}

  /** The store is closed. */
  public record Closed() implements Batch {}
}
