// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.kube.ClusterPlan;
import io.lateen.lab.process.Launch;
import io.lateen.lab.process.Supervisor;
import io.lateen.lab.process.Task;
import io.lateen.lab.system.NetworkNamespace;
import io.lateen.lab.topology.NetworkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** Starts the applications of all pods, and the stranger outside. */
final class Applications {

  private static final int OUTSIDE_PORT = 80;

  private final Launch launch;
  private final StateFolder folder;
  private final Path archives;
  private final ThreadFactory threads;

  Applications(Launch launch, StateFolder folder, Path cacheDir, ThreadFactory threads) {
    this.launch = launch;
    this.threads = threads;
    this.folder = folder;
    this.archives = cacheDir.resolve("apps");
  }

  void start(Supervisor supervisor, ClusterPlan cluster, NetworkPlan network)
      throws IOException, InterruptedException {
    stage();
    for (var pod : cluster.pods()) {
      var command = launch.application(pod, folder.sampleJar(), archive(pod.program().service()));
      supervisor.start(new Task("app-" + pod.name(), command, folder.log(pod.name())));
    }
    var outside = network.names().outsideNamespace();
    allowLowPorts(outside);
    var arguments = List.of("stranger", "--port", String.valueOf(OUTSIDE_PORT));
    var command =
        launch.sample(outside, "outside", folder.sampleJar(), archive("stranger"), arguments);
    supervisor.start(new Task(RunningLab.OUTSIDE, command, folder.log(RunningLab.OUTSIDE)));
  }

  /**
   * The applications' user may read neither the clone nor root's home. The time stamp stays, since
   * the JVM compares it with the one in its archive.
   */
  private void stage() throws IOException {
    Files.copy(launch.sampleJar(), folder.sampleJar(), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(archives);
    Files.setAttribute(archives, "unix:uid", Launch.APPLICATION_USER);
    Files.setAttribute(archives, "unix:gid", Launch.APPLICATION_USER);
  }

  /** Lets a user without privileges listen on port 80, in this namespace only (ip(7)). */
  private void allowLowPorts(String namespace) throws IOException, InterruptedException {
    var file = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    new NetworkNamespace(Path.of("/run/netns").resolve(namespace), threads)
        .call(() -> Files.writeString(file, "0"));
  }

  private Path archive(String service) {
    return archives.resolve(service + ".jsa");
  }
}
