// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchTest {

  private static final Launch LAUNCH =
      new Launch(Path.of("/opt/lateen/lateen"), Path.of("/jdk"), Path.of("/opt/lateen/shop.jar"));

  @Test
  void agentsRunInTheNetworkOfTheirHost() {
    assertThat(LAUNCH.agent("lateen-host1", Path.of("/c")))
        .containsExactly(
            "nsenter",
            "--net=/run/netns/lateen-host1",
            "env",
            "JAVA_HOME=/jdk",
            "HOME=/",
            "LATEEN_REBUILD=never",
            "/opt/lateen/lateen",
            "agent",
            "--config",
            "/c");
  }

  @Test
  void applicationsRunWithoutPrivileges() {
    var command =
        LAUNCH.sample("lateen-a", "a", Path.of("/s.jar"), Path.of("/a.jsa"), List.of("details"));

    assertThat(command)
        .startsWith("ip", "netns", "exec", "lateen-a", "setpriv")
        .contains("--reuid=1000", "--clear-groups", "--no-new-privs", "HOSTNAME=a")
        .endsWith("-cp", "/s.jar", "io.lateen.bookinfo.Bookinfo", "details");
    assertThat(command.indexOf("setpriv")).isLessThan(command.indexOf("/jdk/bin/java"));
  }
}
