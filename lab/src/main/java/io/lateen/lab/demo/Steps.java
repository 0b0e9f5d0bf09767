// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.base.time.NanoClock;
import io.lateen.lab.LabException;
import java.io.IOException;
import java.time.Duration;

/** Runs steps, tells their progress and their times, and gives every failure its step's name. */
final class Steps {

  private final Progress progress;
  private final NanoClock ticks;
  private final long start;

  Steps(Progress progress, NanoClock ticks) {
    this.progress = progress;
    this.ticks = ticks;
    this.start = ticks.nanos();
  }

  /** Work that tells in a few words what it did. */
  @FunctionalInterface
  interface Step {
    String run() throws LabException, IOException, InterruptedException;
  }

  void run(String name, Step step) throws LabException, InterruptedException {
    tell(() -> progress.begin(name));
    long begin = ticks.nanos();
    try {
      var detail = step.run();
      var took = Duration.ofNanos(ticks.nanos() - begin);
      tell(() -> progress.done(name, took, detail));
    } catch (IOException e) {
      throw new LabException(
          LabException.FAILED,
          name + ": " + reason(e),
          "make sure that /run and the cache folder are writable and not full",
          e);
    }
  }

  /** Time since the first step. */
  Duration total() {
    return Duration.ofNanos(ticks.nanos() - start);
  }

  private synchronized void tell(Runnable call) {
    call.run();
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.toString();
  }
}
