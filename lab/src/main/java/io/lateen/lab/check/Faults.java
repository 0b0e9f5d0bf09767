// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.agent.process.Processes.Signal;
import io.lateen.agent.process.RunningProcess;
import io.lateen.lab.kube.PodPlan;
import io.lateen.lab.process.ProcessControl;
import io.lateen.lab.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Kills parts of the lab, each by its recorded process number.
 *
 * @param runFolder gives the folder in which an agent keeps its proxies' files
 */
public record Faults(Supervisor supervisor, ProcessControl processes, RunFolder runFolder) {

  /** Where the agent of a host keeps what belongs to its running proxies. */
  @FunctionalInterface
  public interface RunFolder {
    Path of(String host);
  }

  private static final String CONTROL_PLANE = "control-plane";

  /** Kills the control plane and keeps it dead. */
  void buryControlPlane() {
    supervisor.bury(CONTROL_PLANE);
  }

  /** Starts the control plane again. */
  void reviveControlPlane() throws IOException {
    supervisor.revive(CONTROL_PLANE);
  }

  boolean controlPlaneRuns() {
    return supervisor.running(CONTROL_PLANE).isPresent();
  }

  /** Kills the agent of a host; it is started again as a service manager would. */
  void killAgent(String host) {
    supervisor.kill("agent-" + host);
  }

  Optional<RunningProcess> agent(String host) {
    return supervisor.running("agent-" + host);
  }

  /** The Envoy of a pod; empty when none runs. */
  Optional<RunningProcess> envoy(PodPlan pod) {
    var file = runFolder.of(pod.hostName()).resolve(pod.uid()).resolve("envoy.pid");
    try {
      return RunningProcess.fromLine(Files.readString(file)).filter(processes::isRunning);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Kills the Envoy of a pod; starting it again is its agent's part. */
  RunningProcess killEnvoy(PodPlan pod) throws IOException {
    var envoy = envoy(pod).orElseThrow(() -> new IOException("no Envoy for " + pod.name()));
    processes.signal(envoy, Signal.KILL);
    return envoy;
  }
}
