// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a filter chain without HTTP sends its connections.
 *
 * @param statPrefix prefix of its statistics
 * @param clusters targets; a single one gets everything
 * @param idleTimeout longest silence; absent for Envoy's default of an hour, zero for no limit
 * @param maxConnectionDuration longest life; absent for no limit
 * @param hashSourceIp whether the caller's address picks the endpoint
 * @param tunnel how the endpoints are asked to connect further; absent when they are the target
 */
public record TcpTarget(
    String statPrefix,
    List<Weighted> clusters,
    Optional<Duration> idleTimeout,
    Optional<Duration> maxConnectionDuration,
    boolean hashSourceIp,
    Optional<Tunnel> tunnel) {

  /**
   * A proxy that is asked to connect further.
   *
   * @param target {@code host:port} to ask for
   * @param post whether it is asked with POST instead of CONNECT
   */
  public record Tunnel(String target, boolean post) {}

  /**
   * A share of the connections.
   *
   * @param weight relative to the sum of all, at least 1
   */
  public record Weighted(String cluster, int weight) {}

  public TcpTarget {
    clusters = List.copyOf(clusters);
  }

  /** The same straight to the endpoints. */
  TcpTarget withoutTunnel() {
    return new TcpTarget(
        statPrefix, clusters, idleTimeout, maxConnectionDuration, hashSourceIp, Optional.empty());
  }

  /** Everything to one cluster, whose name is also the statistics prefix. */
  public static TcpTarget to(String cluster) {
    return new TcpTarget(
        cluster,
        List.of(new Weighted(cluster, 1)),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }
}
