// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.ClientTlsMode;
import io.lateen.api.networking.ConnectionPool;
import io.lateen.api.networking.ConsistentHash.HashAlgorithm;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.H2UpgradePolicy;
import io.lateen.api.networking.HttpPool;
import io.lateen.api.networking.LoadBalancer;
import io.lateen.api.networking.OutlierDetection;
import io.lateen.api.networking.SimpleLb;
import io.lateen.api.networking.TcpPool;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.base.problem.Problem;
import io.lateen.translate.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of a DestinationRule gRPC clients do not do, field by field. */
final class PolicyLosses {

  private final List<Problem> problems = new ArrayList<>();
  private final Provenance.Cause cause;
  private final String path;

  private PolicyLosses(ConfigObject<DestinationRule> object, int line, String path) {
    this.cause = Provenance.Cause.of(object, line);
    this.path = path;
  }

  /** Everything that an object wants in vain. */
  static List<Problem> of(ConfigObject<DestinationRule> object) {
    var found = new ArrayList<Problem>();
    object
        .spec()
        .trafficPolicy()
        .ifPresent(policy -> found.addAll(of(object, 0, "trafficPolicy", policy)));
    var subsets = object.spec().subsets();
    for (int i = 0; i < subsets.size(); i++) {
      var subset = subsets.get(i);
      var path = "subsets[" + i + "].trafficPolicy";
      subset
          .trafficPolicy()
          .ifPresent(policy -> found.addAll(of(object, subset.line(), path, policy)));
    }
    return found;
  }

  private static List<Problem> of(
      ConfigObject<DestinationRule> object, int line, String path, TrafficPolicy policy) {
    var losses = new PolicyLosses(object, line, path + ".");
    losses.settings(
        policy.loadBalancer(), policy.connectionPool(), policy.outlierDetection(), policy.tls());
    losses.lose(policy.tunnel(), "tunnel", "open no tunnels");
    losses.lose(policy.proxyProtocol(), "proxyProtocol", "do not speak the PROXY protocol");
    losses.lose(policy.retryBudget(), "retryBudget", "have no budget for retries");
    var found = new ArrayList<>(losses.problems);
    for (int i = 0; i < policy.portLevelSettings().size(); i++) {
      var port = policy.portLevelSettings().get(i);
      var ofPort = new PolicyLosses(object, line, path + ".portLevelSettings[" + i + "].");
      ofPort.settings(
          port.loadBalancer(), port.connectionPool(), port.outlierDetection(), port.tls());
      found.addAll(ofPort.problems);
    }
    return found;
  }

  private void settings(
      Optional<LoadBalancer> balancer,
      Optional<ConnectionPool> pool,
      Optional<OutlierDetection> outliers,
      Optional<ClientTls> tls) {
    balancer.ifPresent(this::balancer);
    pool.flatMap(ConnectionPool::tcp).ifPresent(this::tcp);
    pool.flatMap(ConnectionPool::http).ifPresent(this::http);
    lose(
        outliers,
        "outlierDetection",
        "count no errors in a row, so that no endpoint is left out for a time");
    tls.map(ClientTls::mode)
        .filter(mode -> mode == ClientTlsMode.SIMPLE || mode == ClientTlsMode.MUTUAL)
        .ifPresent(
            mode ->
                problems.add(
                    new Loss(
                            path + "tls.mode",
                            "start no TLS but the mesh's own; their calls to this host are"
                                + " unavailable")
                        .errorAt(cause)));
    if (tls.filter(written -> !written.sni().isEmpty()).isPresent()) {
      lose("tls.sni", "tell the host of the call as the server's name");
    }
  }

  private void balancer(LoadBalancer balancer) {
    switch (balancer.simple().orElse(SimpleLb.UNSPECIFIED)) {
      case RANDOM -> lose("loadBalancer.simple", "take turns instead of choosing at random");
      case PASSTHROUGH ->
          lose("loadBalancer.simple", "know no address but those of endpoints, and take turns");
      case UNSPECIFIED, LEAST_CONN, ROUND_ROBIN, LEAST_REQUEST -> {
        // As written.
      }
    }
    if (balancer.consistentHash().map(hash -> hash.algorithm()).orElse(null)
        instanceof HashAlgorithm.Maglev) {
      lose("loadBalancer.consistentHash.maglev", "use a hash ring instead");
    }
    lose(balancer.warmup(), "loadBalancer.warmup", "do not spare new endpoints");
    lose(
        balancer.backendUtilization(),
        "loadBalancer.backendUtilization",
        "do not look at the load of endpoints");
  }

  private void tcp(TcpPool pool) {
    if (pool.maxConnections() > 0) {
      lose("connectionPool.tcp.maxConnections", "open one connection to each endpoint");
    }
    lose(pool.connectTimeout(), "connectionPool.tcp.connectTimeout", "have a limit of their own");
    lose(pool.tcpKeepalive(), "connectionPool.tcp.tcpKeepalive", "use settings of their own");
    lose(pool.idleTimeout(), "connectionPool.tcp.idleTimeout", "use settings of their own");
    lose(
        pool.maxConnectionDuration(),
        "connectionPool.tcp.maxConnectionDuration",
        "keep connections");
  }

  private void http(HttpPool pool) {
    var at = "connectionPool.http.";
    if (pool.http1MaxPendingRequests() > 0) {
      lose(at + "http1MaxPendingRequests", "keep no calls waiting but those without connection");
    }
    if (pool.maxRequestsPerConnection() > 0) {
      lose(at + "maxRequestsPerConnection", "keep connections");
    }
    if (pool.maxRetries() > 0) {
      lose(at + "maxRetries", "have no limit for retries of all calls");
    }
    if (pool.maxConcurrentStreams() > 0) {
      lose(at + "maxConcurrentStreams", "take the limit that the server tells");
    }
    if (pool.h2UpgradePolicy() == H2UpgradePolicy.DO_NOT_UPGRADE) {
      lose(at + "h2UpgradePolicy", "speak HTTP/2 only");
    }
    lose(pool.idleTimeout(), at + "idleTimeout", "use settings of their own");
    lose(pool.http2KeepAlive(), at + "http2KeepAlive", "use settings of their own");
  }

  private void lose(Optional<?> setting, String field, String what) {
    if (setting.isPresent()) {
      lose(field, what);
    }
  }

  private void lose(String field, String what) {
    problems.add(new Loss(path + field, what).at(cause));
  }
}
