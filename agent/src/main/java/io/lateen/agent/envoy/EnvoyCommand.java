// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import io.lateen.agent.workload.ProxyLimits;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param tuning levels of its log
 * @param changes what Envoy merges into the bootstrap, in JSON; empty for nothing
 * @param limits when access logs are written
 */
public record EnvoyCommand(
    Path binary,
    Path networkNamespace,
    int userId,
    Path bootstrap,
    int concurrency,
    int drainSeconds,
    ProxyTuning tuning,
    String changes,
    ProxyLimits limits) {

  /** Istio's user for proxies ({@code tools/istio-iptables} DefaultProxyUID). */
  public static final int DEFAULT_USER_ID = 1337;

  /** How long an Envoy that is asked to drain spreads the closing of connections over, seconds. */
  static final int DRAIN_SECONDS = 5;

  /** Program and arguments. */
  public List<String> argv() {
    var argv = new ArrayList<String>(start());
    if (limits.fileFlushMillis() > 0) {
      argv.addAll(
          List.of("--file-flush-interval-msec", Integer.toString(limits.fileFlushMillis())));
    }
    if (limits.fileFlushKilobytes() > 0) {
      argv.addAll(
          List.of("--file-flush-min-size-kb", Integer.toString(limits.fileFlushKilobytes())));
    }
    if (!changes.isEmpty()) {
      // Envoy merges field by field and appends lists, as Istio does with such patches.
      argv.add("--config-yaml");
      argv.add(changes);
    }
    return List.copyOf(argv);
  }

  private List<String> start() {
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
        tuning.logLevel().isEmpty() ? "warning" : tuning.logLevel(),
        "--component-log-level",
        tuning.componentLogLevel().isEmpty() ? "misc:error" : tuning.componentLogLevel());
  }
}
