// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.process;

import io.lateen.bookinfo.Bookinfo;
import io.lateen.lab.LabException;
import io.lateen.lab.kube.PodPlan;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the lab's processes are started. Control plane and agents go through the launcher, which
 * knows their JVM options; applications run as an ordinary user who may not read the launcher's
 * folder.
 *
 * @param launcher the command {@code lateen}
 * @param javaHome the JDK that everything runs on
 * @param sampleJar the sample application's jar
 */
public record Launch(Path launcher, Path javaHome, Path sampleJar) {

  /** User and group of applications, as nobody's in particular. */
  public static final int APPLICATION_USER = 1000;

  /** Small and quick to start: an application serves a few requests per second. */
  private static final List<String> APPLICATION_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-Xms8m",
          "-Xmx64m",
          "-Xss256k",
          "-XX:ReservedCodeCacheSize=24m",
          "-XX:MaxMetaspaceSize=48m",
          "-XX:-UsePerfData",
          "-Xshare:auto");

  /**
   * A launch with the JDK that this process runs on and the sample jar from its class path.
   *
   * @throws LabException when the sample is not on the class path as a jar
   */
  public static Launch ofThisProcess(Path launcher, Path javaHome) throws LabException {
    var source = Bookinfo.class.getProtectionDomain().getCodeSource();
    try {
      var jar = Path.of(source.getLocation().toURI());
      if (jar.toString().endsWith(".jar")) {
        return new Launch(launcher, javaHome, jar);
      }
    } catch (URISyntaxException e) {
      throw new LabException(
          LabException.FAILED, "no sample application: " + e.getMessage(), "", e);
    }
    throw new LabException(
        LabException.UNAVAILABLE,
        "the sample application is not built",
        "build with ./dev build, which ./lateen demo does by itself");
  }

  /** The control plane, in the machine's own network. */
  public List<String> controlPlane(Path config) {
    return throughLauncher("control-plane", config);
  }

  /** An agent, in the network of its host. */
  public List<String> agent(String hostNamespace, Path config) {
    var command = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + hostNamespace));
    command.addAll(throughLauncher("agent", config));
    return command;
  }

  /**
   * One pod's application, in the pod's network, with the pod's {@code /etc/netns} files over
   * {@code /etc} (ip-netns(8)), as an ordinary user.
   *
   * @param jar a copy of the sample that this user may read
   * @param archive where the JVM keeps its class data, made at the first run
   */
  public List<String> application(PodPlan pod, Path jar, Path archive) {
    return sample(
        pod.cable().namespace(),
        pod.name(),
        jar,
        archive,
        List.of(
            pod.program().service(),
            "--version",
            pod.program().version(),
            "--port",
            String.valueOf(pod.port()),
            "--pod",
            pod.name()));
  }

  /** Any program of the sample, in a network namespace. */
  public List<String> sample(
      String namespace, String hostName, Path jar, Path archive, List<String> arguments) {
    var command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    command.addAll(asUser(APPLICATION_USER));
    command.addAll(List.of("env", "HOSTNAME=" + hostName, "HOME=/tmp"));
    command.add(java().toString());
    command.addAll(APPLICATION_OPTIONS);
    command.add("-XX:SharedArchiveFile=" + archive);
    command.add("-XX:+AutoCreateSharedArchive");
    command.addAll(List.of("-cp", jar.toString(), "io.lateen.bookinfo.Bookinfo"));
    command.addAll(arguments);
    return command;
  }

  /** What goes before a command so that it runs as {@code user} without any privilege. */
  public static List<String> asUser(int user) {
    return List.of(
        "setpriv",
        "--reuid=" + user,
        "--regid=" + user,
        "--clear-groups",
        "--no-new-privs",
        "--inh-caps=-all");
  }

  /** The program {@code java} itself. */
  public Path java() {
    return javaHome.resolve("bin").resolve("java");
  }

  /** What this process runs on is built already; its children must not look again. */
  private List<String> throughLauncher(String command, Path config) {
    return List.of(
        "env",
        "JAVA_HOME=" + javaHome,
        "HOME=/",
        "LATEEN_REBUILD=never",
        launcher.toString(),
        command,
        "--config",
        config.toString());
  }
}
