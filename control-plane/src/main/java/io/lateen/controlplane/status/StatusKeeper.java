// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.status;

import io.lateen.base.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the board up to date when something changed: at once when it has rested, else after the
 * rest, so that the work stays bounded however often things change. Safe from all threads.
 */
public final class StatusKeeper {

  /** Between two evaluations, each of which looks at every object and proxy. */
  static final Duration REST = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(StatusKeeper.class);

  private enum State {
    IDLE,
    RESTING,
    /** Resting, and something changed meanwhile. */
    CALLED
  }

  private final Runnable evaluation;
  private final Executor executor;
  private final Scheduler scheduler;
  private State state = State.IDLE;

  /**
   * A keeper that evaluates on {@code executor}.
   *
   * @param evaluation reads what is wrong and tells the board
   */
  public StatusKeeper(Runnable evaluation, Executor executor, Scheduler scheduler) {
    this.evaluation = evaluation;
    this.executor = executor;
    this.scheduler = scheduler;
  }

  /** To be called after each change; returns at once. */
  public void changed() {
    synchronized (this) {
      if (state != State.IDLE) {
        state = State.CALLED;
        return;
      }
      state = State.RESTING;
    }
    executor.execute(this::run);
  }

  private void run() {
    try {
      evaluation.run();
    } catch (RuntimeException e) {
      LOG.error("the status of objects could not be found; it stays as it was", e);
    }
    scheduler.schedule(REST, this::rested);
  }

  private void rested() {
    synchronized (this) {
      if (state == State.RESTING) {
        state = State.IDLE;
        return;
      }
      state = State.RESTING;
    }
    executor.execute(this::run);
  }
}
