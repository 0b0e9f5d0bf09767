// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Starts processes that outlive the agent, and looks after them. */
public interface Processes {

  /** What a process is asked to do. */
  enum Signal {
    /** End in an orderly way. */
    TERM,
    /** End at once. */
    KILL
  }

  /**
   * Starts {@code argv} in a session of its own, so that no terminal signal and not the end of the
   * agent ends it.
   *
   * @param log file that its output is appended to; created with the agent's umask
   * @throws IOException when it cannot be started
   */
  RunningProcess start(List<String> argv, Path log) throws IOException;

  /** Whether exactly this process runs; a zombie does not. */
  boolean isRunning(RunningProcess process);

  /** Sends a signal, if exactly this process still runs. */
  void signal(RunningProcess process, Signal signal);

  /** Waits until the process has ended, or for {@code limit}; tells whether it has. Blocks. */
  boolean awaitEnd(RunningProcess process, Duration limit);

  /** Whether a process is in the network namespace that a file stands for (namespaces(7)). */
  boolean isIn(RunningProcess process, Path networkNamespace);

  /** Processes that were started with this argument. Reads the whole process table. */
  List<RunningProcess> withArgument(String argument);
}
