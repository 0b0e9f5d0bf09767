// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.agent.process.RunningProcess;
import io.lateen.lab.LabException;
import io.lateen.lab.process.ProcessControl;
import io.lateen.lab.process.Reaper;
import io.lateen.lab.topology.LabNames;
import io.lateen.lab.topology.NetworkBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Removes a lab as far as it exists: the one that stops now, or what a crashed one left. May be
 * repeated; each part is removed even when another cannot be.
 */
final class Teardown {

  private static final String CONTROL_PLANE = "control-plane";

  private final ProcessControl processes;
  private final Reaper reaper;
  private final NetworkBuilder network;

  Teardown(ProcessControl processes, Reaper reaper, NetworkBuilder network) {
    this.processes = processes;
    this.reaper = reaper;
    this.network = network;
  }

  /** What of a lab is there. */
  record Remains(List<String> namespaces, int processes, boolean files) {

    boolean isEmpty() {
      return namespaces.isEmpty() && processes == 0 && !files;
    }

    String words() {
      return "%d network namespaces, %d processes".formatted(namespaces.size(), processes);
    }
  }

  /** Looks without changing anything. */
  Remains look(StateFolder folder, LabNames names) {
    var running = folder.pidFiles().all().values().stream().filter(processes::isRunning).count();
    return new Remains(network.existing(names), (int) running, Files.exists(folder.root()));
  }

  /** Removes everything; returns what it was. */
  Remains run(StateFolder folder, LabNames names) throws LabException, InterruptedException {
    var remains = look(folder, names);
    endProcesses(folder, remains.namespaces());
    network.remove(names, remains.namespaces());
    try {
      NetnsFiles.remove(filesOf(folder, remains));
      NetnsFiles.removeTree(folder.root());
    } catch (IOException e) {
      throw new LabException(
          LabException.FAILED,
          "cannot remove " + folder.root() + ": " + e.getMessage(),
          "remove the folder by hand",
          e);
    }
    return remains;
  }

  /**
   * Applications and agents first, then what they left in their namespaces, the control plane last.
   */
  private void endProcesses(StateFolder folder, List<String> namespaces)
      throws InterruptedException {
    var known = folder.pidFiles().all();
    var last = known.remove(CONTROL_PLANE);
    reaper.end(known.values());
    for (var namespace : namespaces) {
      network.processesIn(namespace).forEach(Teardown::kill);
    }
    if (last != null) {
      reaper.end(List.<RunningProcess>of(last));
    }
  }

  /** Whatever runs inside a namespace of the lab belongs to the lab. */
  private static void kill(long pid) {
    if (pid != ProcessHandle.current().pid()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static List<String> filesOf(StateFolder folder, Remains remains) throws IOException {
    var namespaces = new TreeSet<>(remains.namespaces());
    LabState.read(folder.state()).ifPresent(state -> namespaces.addAll(state.namespaces()));
    return new ArrayList<>(namespaces);
  }
}
