// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.translate;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * What a step cost the calling thread.
 *
 * @param millis processor time of this thread, so that a busy machine disturbs less
 * @param allocatedMegabytes 10^6 bytes allocated by this thread
 */
record Cost<T>(T result, double millis, double allocatedMegabytes) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static <T> Cost<T> of(Supplier<T> step) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long begin = THREADS.getCurrentThreadCpuTime();
    var result = step.get();
    double millis = (THREADS.getCurrentThreadCpuTime() - begin) / 1e6;
    return new Cost<>(result, millis, (THREADS.getCurrentThreadAllocatedBytes() - bytes) / 1e6);
  }
}
