// SPDX-License-Identifier: Apache-2.0
package io.lateen.fuzz;

import java.lang.management.ManagementFactory;

/** What one input may cost at most, counted for this thread alone: other load does not matter. */
final class Cost {

  /** The promise is a second; instrumented code takes a few times as long. */
  private static final long MAX_NANOS = 3_000_000_000L;

  /** For inputs of at most a few kilobytes. */
  private static final long MAX_BYTES = 512L << 20;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Cost() {}

  /**
   * Does the work, twice when the first time was dear: that of classes which are used for the first
   * time is not the input's.
   *
   * @throws IllegalStateException if it took too much of the processor or of the memory
   */
  static void limited(Runnable work) {
    boolean first = isDear(work);
    if (first && isDear(work)) {
      throw new IllegalStateException("one input takes more than its share");
    }
  }

  private static boolean isDear(Runnable work) {
    long nanos = THREADS.getCurrentThreadCpuTime();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - nanos > MAX_NANOS
        || THREADS.getCurrentThreadAllocatedBytes() - bytes > MAX_BYTES;
  }
}
