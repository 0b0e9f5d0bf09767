// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.process;

import java.util.concurrent.CountDownLatch;

/** Keeps the main thread until the process is told to end, and then closes what runs. */
public final class Lifetime {

  private Lifetime() {}

  /**
   * Waits for SIGTERM or SIGINT, which close {@code running} on the thread of the signal. Does not
   * return before: the JVM ends with the code of the signal.
   */
  public static void untilSignal(Runnable running) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(running));
    new CountDownLatch(1).await();
  }
}
