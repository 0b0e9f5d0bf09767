// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import java.nio.file.Path;
import java.util.List;

/**
 * The command line of one Envoy. {@code nsenter} and {@code setpriv} of util-linux replace
 * themselves, so the process number that was started is Envoy's; doing the same from Java would
 * need native calls between fork and exec, which the JVM does not allow.
 *
 * @param binary Envoy's executable
 * @param networkNamespace file of the workload's network namespace
 * @param userId user and group that Envoy runs as; capture lets this user's traffic pass
 * @param bootstrap file with the bootstrap
 * @param concurrency worker threads, above 0
 * @param drainSeconds span over which closing of connections is spread; 0 for {@link
 *     #DRAIN_SECONDS}
 */
public record EnvoyCommand(
    Path binary,
    Path networkNamespace,
    int userId,
    Path bootstrap,
    int concurrency,
    int drainSeconds) {

  /** Istio's user for proxies ({@code tools/istio-iptables} DefaultProxyUID). */
  public static final int DEFAULT_USER_ID = 1337;

  /** How long an Envoy that is asked to drain spreads the closing of connections over, seconds. */
  static final int DRAIN_SECONDS = 5;

  /** Program and arguments. */
  public List<String> argv() {
    var user = Integer.toString(userId);
    return List.of(
        "nsenter",
        "--net=" + networkNamespace,
        "--",
        "setpriv",
        "--reuid=" + user,
        "--regid=" + user,
        "--clear-groups",
        "--inh-caps=-all",
        "--bounding-set=-all",
        "--no-new-privs",
        "--",
        binary.toString(),
        "--config-path",
        bootstrap.toString(),
        "--concurrency",
        Integer.toString(concurrency),
        // No shared memory and no extra sockets per proxy; an upgrade drains and starts anew.
        "--disable-hot-restart",
        "--drain-time-s",
        Integer.toString(drainSeconds > 0 ? drainSeconds : DRAIN_SECONDS),
        "--log-level",
        "warning",
        "--component-log-level",
        "misc:error");
  }
}
