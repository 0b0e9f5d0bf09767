// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.trial;

import io.lateen.agent.envoy.EnvoySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a twin. Each program replaces itself by the next, so the process number that
 * was started is Envoy's. The kernel bounds its processor time and memory even when no agent is
 * left to end it.
 */
final class TwinCommand {

  private TwinCommand() {}

  /**
   * Program and arguments.
   *
   * @param changes what Envoy merges into the bootstrap, in JSON; empty for nothing
   */
  static List<String> argv(EnvoySettings settings, Path bootstrap, String changes) {
    var user = Integer.toString(settings.userId());
    var argv =
        new ArrayList<>(
            List.of(
                "prlimit",
                "--cpu=" + TrialLimits.MAX_CPU_SECONDS,
                "--data=" + TrialLimits.MAX_MEMORY_BYTES,
                "--core=0",
                "nice",
                "-n",
                "19",
                "unshare",
                "--net",
                "--",
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "--inh-caps=-all",
                "--bounding-set=-all",
                "--no-new-privs",
                "--",
                settings.binary().toString(),
                "--config-path",
                bootstrap.toString(),
                "--concurrency",
                "1",
                "--disable-hot-restart",
                "--log-level",
                "error"));
    if (!changes.isEmpty()) {
      argv.add("--config-yaml");
      argv.add(changes);
    }
    return List.copyOf(argv);
  }
}
