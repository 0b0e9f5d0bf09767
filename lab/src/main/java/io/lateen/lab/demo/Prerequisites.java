// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.agent.process.Commands;
import io.lateen.lab.LabException;
import io.lateen.lab.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the machine must have before the lab touches anything. */
final class Prerequisites {

  /** User of Envoy, exempt from capture; the same as in Istio's images. */
  private static final int PROXY_USER = 1337;

  /** Command to Debian package. */
  private static final Map<String, String> COMMANDS = commands();

  private final Commands commands;
  private final List<Path> searchPath;

  /**
   * Creates the checks.
   *
   * @param searchPath folders that may hold commands
   */
  Prerequisites(Commands commands, List<Path> searchPath) {
    this.commands = commands;
    this.searchPath = List.copyOf(searchPath);
  }

  /** The folders of a {@code PATH} for the superuser. */
  static List<Path> systemPath() {
    return List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
        .stream()
        .map(Path::of)
        .toList();
  }

  /** Refuses machines that are not Linux and users that are not root. */
  void checkSystem(String osName) throws LabException {
    if (!osName.equals("Linux")) {
      throw new LabException(
          LabException.UNAVAILABLE,
          "the demo runs on Linux only: its hosts are network namespaces; this is " + osName,
          "run it in a Linux virtual machine; validate and translate work everywhere");
    }
    try {
      if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
        throw new LabException(
            LabException.DENIED,
            "the demo must run as root: it makes network namespaces",
            "sudo ./lateen demo");
      }
    } catch (IOException e) {
      throw new LabException(LabException.UNAVAILABLE, "/proc is not readable: " + e, "", e);
    }
  }

  /** Finds the system's commands, installing missing ones with apt-get where there is one. */
  void checkCommands(Progress progress) throws LabException {
    var packages = missingPackages();
    if (packages.isEmpty()) {
      return;
    }
    var list = String.join(" ", packages);
    if (find("apt-get")) {
      progress.note("installing " + list);
      var install = new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
      install.addAll(packages);
      var environment = new ArrayList<>(List.of("env", "DEBIAN_FRONTEND=noninteractive"));
      environment.addAll(install);
      commands.run(environment, "");
    }
    var left = missingPackages();
    if (!left.isEmpty()) {
      throw new LabException(
          LabException.UNAVAILABLE,
          "these system packages are missing: " + String.join(" ", left),
          "install them, as in: apt-get install " + String.join(" ", left));
    }
  }

  /** Runs the Envoy as its own user, which proves that it is there, readable and an Envoy. */
  void checkEnvoy(Path envoy) throws LabException {
    if (!Files.isRegularFile(envoy)) {
      throw new LabException(
          LabException.UNAVAILABLE,
          "there is no Envoy at " + envoy,
          "start through ./lateen demo, which fetches it, or set LATEEN_ENVOY to one");
    }
    var command = new ArrayList<>(Launch.asUser(PROXY_USER));
    command.addAll(List.of(envoy.toString(), "--version"));
    var outcome = commands.run(command, "");
    if (!outcome.ok() || !outcome.output().contains("version:")) {
      throw new LabException(
          LabException.UNAVAILABLE,
          "user %d cannot run %s: %s".formatted(PROXY_USER, envoy, firstLine(outcome.output())),
          "put an Envoy where every user may read it, as in /usr/local/bin, and set LATEEN_ENVOY");
    }
  }

  /** The sample runs as an ordinary user, who must be able to read the JDK. */
  void checkJava(Path java) throws LabException {
    var command = new ArrayList<>(Launch.asUser(Launch.APPLICATION_USER));
    command.addAll(List.of("test", "-x", java.toString()));
    if (!commands.run(command, "").ok()) {
      throw new LabException(
          LabException.UNAVAILABLE,
          "user %d cannot run %s".formatted(Launch.APPLICATION_USER, java),
          "install JDK 25 where every user may read it, as in /usr/lib/jvm, and set JAVA_HOME");
    }
  }

  private Set<String> missingPackages() {
    var packages = new TreeSet<String>();
    COMMANDS.forEach(
        (command, name) -> {
          if (!find(command)) {
            packages.add(name);
          }
        });
    return packages;
  }

  private boolean find(String command) {
    return searchPath.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(command)));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("no output");
  }

  private static Map<String, String> commands() {
    var map = new LinkedHashMap<String, String>();
    map.put("ip", "iproute2");
    map.put("nft", "nftables");
    map.put("nsenter", "util-linux");
    map.put("setpriv", "util-linux");
    map.put("setsid", "util-linux");
    return map;
  }
}
