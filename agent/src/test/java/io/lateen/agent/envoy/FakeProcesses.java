// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import io.lateen.agent.process.Processes;
import io.lateen.agent.process.RunningProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process table in memory. Processes ignore TERM when they are stubborn. */
final class FakeProcesses implements Processes {

  final Map<RunningProcess, List<String>> running = new LinkedHashMap<>();
  final Map<RunningProcess, Path> namespaces = new LinkedHashMap<>();
  final List<String> signals = new ArrayList<>();
  boolean stubborn;
  private long nextPid = 100;

  RunningProcess add(List<String> argv, Path namespace) {
    var process = new RunningProcess(nextPid++, 7, "boot");
    running.put(process, argv);
    namespaces.put(process, namespace);
    return process;
  }

  @Override
  public RunningProcess start(List<String> argv, Path log) {
    var namespace = Path.of(argv.get(1).substring("--net=".length()));
    return add(argv, namespace);
  }

  @Override
  public boolean isRunning(RunningProcess process) {
    return running.containsKey(process);
  }

  @Override
  public void signal(RunningProcess process, Signal signal) {
    signals.add(signal + " " + process.pid());
    if (signal == Signal.KILL || !stubborn) {
      running.remove(process);
    }
  }

  @Override
  public boolean awaitEnd(RunningProcess process, Duration limit) {
    return !isRunning(process);
  }

  @Override
  public boolean isIn(RunningProcess process, Path networkNamespace) {
    return networkNamespace.equals(namespaces.get(process));
  }

  @Override
  public List<RunningProcess> withArgument(String argument) {
    return running.entrySet().stream()
        .filter(entry -> entry.getValue().contains(argument))
        .map(Map.Entry::getKey)
        .toList();
  }
}
