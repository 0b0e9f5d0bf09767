// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import io.lateen.base.Copies;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * Everything an Envoy's bootstrap depends on.
 *
 * @param node who the proxy is
 * @param agentSocket Unix socket where the agent serves xDS, secrets and access logs
 * @param adminSocket Unix socket that Envoy creates for its administration interface
 * @param resolver IP address and port that DNS clusters are resolved with
 * @param maxConnections most downstream connections of the whole proxy, above 0
 * @param stats statistics that are kept besides the default ones
 * @param runtime runtime settings of the mesh's owner
 * @param tuning what the Pod's annotations say
 */
public record Bootstrap(
    ProxyNode node,
    Path agentSocket,
    Path adminSocket,
    Resolver resolver,
    int maxConnections,
    Stats stats,
    SortedMap<String, String> runtime,
    ProxyTuning tuning) {

  /** Longest path of a Unix socket, in bytes (unix(7): sun_path without its final zero). */
  public static final int MAX_SOCKET_PATH = 107;

  /** A DNS server. */
  public record Resolver(String address, int port) {}

  /**
   * Names of statistics.
   *
   * @param regexps RE2
   */
  public record Stats(List<String> prefixes, List<String> suffixes, List<String> regexps) {

    /** Copies the lists. */
    public Stats {
      prefixes = List.copyOf(prefixes);
      suffixes = List.copyOf(suffixes);
      regexps = List.copyOf(regexps);
    }
  }

  /** Copies the map. */
  public Bootstrap {
    runtime = Copies.sorted(runtime);
  }
}
