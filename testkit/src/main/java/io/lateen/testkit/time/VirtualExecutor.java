// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.time;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** An executor that keeps its work until a test asks for it, and runs it on the test's thread. */
public final class VirtualExecutor implements Executor {

  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    waiting.add(task);
  }

  /** Runs the oldest task; false when there is none. */
  public boolean runNext() {
    var task = waiting.poll();
    if (task == null) {
      return false;
    }
    task.run();
    return true;
  }

  /** Runs tasks until none waits, including those that are added on the way; tells how many. */
  public int runAll() {
    var count = 0;
    while (runNext()) {
      count++;
    }
    return count;
  }

  /** The number of tasks that wait. */
  public int pending() {
    return waiting.size();
  }
}
