// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.process;

import io.lateen.agent.process.Processes;
import io.lateen.agent.process.Processes.Signal;
import io.lateen.agent.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the lab asks of the machine's processes; a part of what agents ask. */
public interface ProcessControl {

  /** Starts a process that outlives this one; see {@link Processes#start}. */
  RunningProcess start(List<String> command, Path log) throws IOException;

  /** Whether exactly this process runs. */
  boolean isRunning(RunningProcess process);

  /** Sends a signal, if exactly this process still runs. */
  void signal(RunningProcess process, Signal signal);

  /** The processes of this machine. */
  static ProcessControl of(Processes processes) {
    return new ProcessControl() {
      @Override
      public RunningProcess start(List<String> command, Path log) throws IOException {
        return processes.start(command, log);
      }

      @Override
      public boolean isRunning(RunningProcess process) {
        return processes.isRunning(process);
      }

      @Override
      public void signal(RunningProcess process, Signal signal) {
        processes.signal(process, signal);
      }
    };
  }
}
