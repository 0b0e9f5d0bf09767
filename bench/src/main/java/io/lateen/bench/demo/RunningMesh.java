// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.demo;

import io.lateen.base.time.NanoClock;
import io.lateen.base.time.SystemScheduler;
import io.lateen.client.Credential;
import io.lateen.lab.demo.Demo;
import io.lateen.lab.demo.DemoOptions;
import io.lateen.lab.demo.DemoStatus;
import io.lateen.lab.demo.DemoTools;
import io.lateen.lab.demo.LabState;
import io.lateen.lab.process.Launch;
import io.lateen.lab.system.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** A demo that runs: its processes, its namespaces and its credential. */
final class RunningMesh {

  private static final String ENVOY = "envoy";

  private final Path stateDir;
  private final DemoStatus status;

  private RunningMesh(Path stateDir, DemoStatus status) {
    this.stateDir = stateDir;
    this.status = status;
  }

  /** The demo of this machine. */
  static RunningMesh find() throws Exception {
    var home = Path.of(System.getProperty("java.home"));
    var launch = new Launch(Path.of(System.getProperty("lateen.home"), "lateen"), home, home);
    var tools =
        new DemoTools(
            launch,
            new SystemScheduler("bench", (thread, failure) -> failure.printStackTrace()),
            NanoClock.system(),
            InstantSource.system(),
            RandomGenerator.getDefault(),
            RunningMesh::thread);
    var stateDir = DemoOptions.DEFAULT_STATE;
    return new RunningMesh(stateDir, new Demo(tools).status(stateDir));
  }

  /** Numbers of the running processes whose task's name begins so. */
  List<Long> processes(String prefix) {
    return status.processes().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix) && entry.getValue() > 0)
        .map(java.util.Map.Entry::getValue)
        .toList();
  }

  /** Numbers of the Envoys: children of the machine that carry the name and run for this demo. */
  List<Long> envoys() throws IOException {
    try (var all = ProcessHandle.allProcesses()) {
      return all.filter(
              process ->
                  process
                      .info()
                      .command()
                      .filter(command -> Path.of(command).endsWith(ENVOY))
                      .isPresent())
          .filter(process -> commandLine(process).contains(stateDir.toString()))
          .map(ProcessHandle::pid)
          .toList();
    }
  }

  Credential credential() throws Exception {
    return Credential.read(stateDir.resolve("credential.json"));
  }

  LabState state() {
    return status.state();
  }

  /** The first pod of a program; the sample's own come before {@link PlainPods}. */
  LabState.Pod pod(String program) {
    return state().pod(program).orElseThrow();
  }

  /** The pod of a Deployment. */
  LabState.Pod podOf(String deployment) {
    return state().pods().stream()
        .filter(pod -> pod.name().startsWith(deployment + "-"))
        .findFirst()
        .orElseThrow();
  }

  /** Inside a pod; what a meshed one calls is captured. */
  NetworkNamespace insideOf(LabState.Pod pod) {
    return namespace(pod.networkNamespace());
  }

  private static NetworkNamespace namespace(String name) {
    return new NetworkNamespace(Path.of("/run/netns", name), RunningMesh::thread);
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform().daemon().unstarted(work);
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }
}
