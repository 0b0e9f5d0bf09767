// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.time;

import io.lateen.base.time.Cancellable;
import io.lateen.base.time.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A scheduler whose time moves when a test says so: work runs inside {@link #advance}, in order of
 * its due time and then of its scheduling, with the clock showing the due time.
 */
public final class VirtualScheduler implements Scheduler {

  private final VirtualClock clock;
  private final PriorityQueue<Entry> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Entry::dueNanos).thenComparing(Entry::order));
  private long scheduled;

  /** A scheduler with its own clock. */
  public VirtualScheduler() {
    this(new VirtualClock());
  }

  /** A scheduler that moves {@code clock}. */
  public VirtualScheduler(VirtualClock clock) {
    this.clock = clock;
  }

  private record Entry(long dueNanos, long order, Runnable task) {}

  /** The clock that this scheduler moves. */
  public VirtualClock clock() {
    return clock;
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    var entry = new Entry(clock.nanos() + Math.max(0, delay.toNanos()), scheduled++, task);
    waiting.add(entry);
    return () -> waiting.remove(entry);
  }

  /**
   * Moves time forward and runs what falls due, including work that is scheduled on the way.
   *
   * @param span zero or more; zero runs what is due now
   */
  public void advance(Duration span) {
    var end = clock.nanos() + span.toNanos();
    for (var next = waiting.peek(); next != null && next.dueNanos() <= end; ) {
      waiting.remove(next);
      clock.advance(Duration.ofNanos(Math.max(0, next.dueNanos() - clock.nanos())));
      next.task().run();
      next = waiting.peek();
    }
    clock.advance(Duration.ofNanos(Math.max(0, end - clock.nanos())));
  }

  /** The number of tasks that wait. */
  public int pending() {
    return waiting.size();
  }
}
