// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.memory;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has the heap collected when it has grown to twice of what lived in it and some room. By itself
 * the serial collector looks at the old generation only when the largest heap is full, which on a
 * large machine is gigabytes of states of the mesh that nobody has any more. Safe from all threads.
 */
public final class HeapGrowth implements AutoCloseable {

  /** Bytes over twice of what lives (docs/limits.md). */
  static final long ROOM = 128L << 20;

  private final OldGeneration old;
  private final Executor executor;
  private final AtomicBoolean due = new AtomicBoolean();
  private final AtomicLong collections = new AtomicLong();
  private volatile long limit;

  /**
   * Nothing happens until {@link #watch}.
   *
   * @param executor where collections are asked for
   */
  public HeapGrowth(OldGeneration old, Executor executor) {
    this.old = old;
    this.executor = executor;
  }

  /** Begins to watch. */
  public void watch() {
    old.onPassed(this::passed);
    measure();
  }

  private void passed() {
    if (due.compareAndSet(false, true)) {
      try {
        executor.execute(this::collect);
      } catch (RejectedExecutionException e) {
        due.set(false); // The control plane ends.
      }
    }
  }

  /** Collects now. */
  public void collect() {
    due.set(false);
    old.collect();
    collections.incrementAndGet();
    measure();
  }

  private void measure() {
    limit = 2 * old.live() + ROOM;
    old.limit(limit);
  }

  /** Used bytes of the old generation from which on it is collected. */
  public long limit() {
    return limit;
  }

  /** Used bytes of the old generation, garbage included. */
  public long used() {
    return old.used();
  }

  /** How often the whole heap was collected. */
  public long collections() {
    return collections.get();
  }

  /** Ends watching. */
  @Override
  public void close() {
    old.close();
  }
}
