// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.bootstrap;

import io.lateen.agent.config.AgentConfig;
import io.lateen.agent.envoy.Bootstrap;
import io.lateen.agent.envoy.EnvoyFiles;
import io.lateen.agent.process.LinuxCommands;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks whether this machine has what the agent needs, before anything is started. */
final class MachineCheck {

  private static final String OBJECT = "agent";

  /** Longest identity of a workload plus the socket's longest temporary suffix. */
  private static final String LONGEST_UID = "u".repeat(36);

  private record Tool(String name, String debianPackage) {}

  private static final List<Tool> TOOLS =
      List.of(
          new Tool("nft", "nftables"),
          new Tool("nsenter", "util-linux"),
          new Tool("setpriv", "util-linux"),
          new Tool("setsid", "util-linux"));

  private MachineCheck() {}

  /** All that is missing except for Envoy, which is asked meanwhile. */
  static Problems check(AgentConfig config) {
    var problems = new ArrayList<Problem>();
    if (!isRoot()) {
      problems.add(
          problem("only root may enter network namespaces and set capture rules")
              .withFix("run the agent as root"));
    }
    for (var tool : TOOLS) {
      if (!LinuxCommands.isInstalled(tool.name())) {
        problems.add(
            problem("the program " + tool.name() + " is not installed")
                .withFix("install it: apt-get install " + tool.debianPackage()));
      }
    }
    var socket = new EnvoyFiles(config.runDir().resolve(LONGEST_UID)).adminSocket();
    if (socket.toString().length() > Bootstrap.MAX_SOCKET_PATH) {
      problems.add(
          problem("sockets in " + config.runDir() + " would have too long paths")
              .withFix("choose a shorter runDir"));
    }
    return new Problems(problems);
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static Problem problem(String message) {
    return Problem.error(Location.UNKNOWN, OBJECT, "", message);
  }
}
