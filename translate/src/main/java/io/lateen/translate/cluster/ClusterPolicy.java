// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.api.networking.ConnectionPool;
import io.lateen.api.networking.HttpPool;
import io.lateen.api.networking.LoadBalancer;
import io.lateen.api.networking.OutlierDetection;
import io.lateen.api.networking.ProxyProtocolVersion;
import io.lateen.api.networking.RetryBudget;
import io.lateen.api.networking.TcpPool;
import io.lateen.api.networking.TrafficPolicy;
import java.util.Optional;

/** The settings that a DestinationRule makes for one port and subset, inheritance resolved. */
public record ClusterPolicy(
    Optional<LoadBalancer> loadBalancer,
    Optional<ConnectionPool> connectionPool,
    Optional<OutlierDetection> outlierDetection,
    Optional<RetryBudget> retryBudget,
    Optional<ProxyProtocolVersion> proxyProtocol) {

  /** No DestinationRule. */
  public static final ClusterPolicy NONE = onlyPool(Optional.empty());

  /** Only settings of connections. */
  static ClusterPolicy onlyPool(Optional<ConnectionPool> pool) {
    return new ClusterPolicy(
        Optional.empty(), pool, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static ClusterPolicy of(TrafficPolicy policy) {
    return new ClusterPolicy(
        policy.loadBalancer(),
        policy.connectionPool(),
        policy.outlierDetection(),
        policy.retryBudget(),
        policy.proxyProtocol());
  }

  public Optional<HttpPool> http() {
    return connectionPool.flatMap(ConnectionPool::http);
  }

  public Optional<TcpPool> tcp() {
    return connectionPool.flatMap(ConnectionPool::tcp);
  }
}
