// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The turn of one stream: runs the same task again and again, never twice at a time, as long as
 * somebody rings. However often it rings before the turn comes, the task runs once.
 */
final class Turn {

  private final Executor executor;
  private final Runnable turn;
  private final AtomicBoolean rung = new AtomicBoolean();
  private final AtomicBoolean running = new AtomicBoolean();

  Turn(Executor executor, Runnable turn) {
    this.executor = executor;
    this.turn = turn;
  }

  /** Makes sure that the task runs after this call began. Safe from all threads. */
  void ring() {
    rung.set(true);
    if (running.compareAndSet(false, true)) {
      executor.execute(this::run);
    }
  }

  /** The same from a thread of the stream's transport, which takes the turn itself if it may. */
  void take() {
    rung.set(true);
    if (running.compareAndSet(false, true)) {
      run();
    }
  }

  private void run() {
    try {
      rung.set(false);
      turn.run();
    } finally {
      running.set(false);
      if (rung.get()) {
        ring();
      }
    }
  }
}
