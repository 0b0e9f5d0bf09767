// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.bootstrap;

import io.lateen.base.time.SystemScheduler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's threads: one for timers and the loop, virtual ones for all that waits. gRPC and the
 * sockets bring their own event loops.
 */
final class AgentThreads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AgentThreads.class);

  private final SystemScheduler scheduler =
      new SystemScheduler(
          "lateen-agent-loop", (thread, cause) -> LOG.error("a task failed", cause));
  private final ExecutorService blocking =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual()
              .name("lateen-agent-", 0)
              .uncaughtExceptionHandler((thread, cause) -> LOG.error("a task failed", cause))
              .factory());

  SystemScheduler scheduler() {
    return scheduler;
  }

  /** Runs tasks in their order on the scheduler's thread, which so owns the agent's state. */
  Executor loop() {
    return task -> scheduler.schedule(Duration.ZERO, task);
  }

  ExecutorService blocking() {
    return blocking;
  }

  @Override
  public void close() {
    scheduler.close();
    blocking.shutdownNow();
  }
}
