// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.policy;

import io.lateen.api.meshconfig.MeshTraffic;
import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.ClientTlsMode;
import io.lateen.api.networking.ConsistentHash;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.LoadBalancer;
import io.lateen.api.networking.PortTrafficPolicy;
import io.lateen.api.networking.Subset;
import io.lateen.api.networking.TrafficPolicy;
import java.util.List;
import java.util.Optional;

/**
 * The policy of one port and subset of a DestinationRule. A port's own settings inherit nothing; a
 * subset's settings replace those of the host one by one (Istio: pilot/pkg/networking/util/util.go
 * GetPortLevelTrafficPolicy, MergeSubsetTrafficPolicy).
 */
public final class TrafficPolicies {

  /** Certificates of authorities that everybody may read. */
  private static final String CONFIG_MAP = "configmap://";

  /** What no proxy gets, so that calls fail instead of being sent as plaintext. */
  private static final String INVALID = "invalid://";

  private TrafficPolicies() {}

  /**
   * @param subset name of a subset; empty for the whole host
   */
  public static TrafficPolicy of(Optional<DestinationRule> rule, String subset, int port) {
    var host = atPort(rule.flatMap(DestinationRule::trafficPolicy), port);
    var own = rule.flatMap(r -> r.subset(subset)).flatMap(Subset::trafficPolicy);
    if (subset.isEmpty() || own.isEmpty()) {
      return host;
    }
    var part = atPort(own, port);
    boolean complete = own.get().portLevel(port).isPresent();
    return new TrafficPolicy(
        complete ? part.loadBalancer() : part.loadBalancer().or(host::loadBalancer),
        complete ? part.connectionPool() : part.connectionPool().or(host::connectionPool),
        complete ? part.outlierDetection() : part.outlierDetection().or(host::outlierDetection),
        complete ? part.tls() : part.tls().or(host::tls),
        List.of(),
        part.tunnel().or(host::tunnel),
        part.proxyProtocol().or(host::proxyProtocol),
        part.retryBudget().or(host::retryBudget));
  }

  /**
   * The same where the mesh has settings for services whose rules say nothing (Istio:
   * core/cluster_traffic_policy.go applyDefaultTrafficPolicy).
   */
  public static TrafficPolicy of(
      Optional<DestinationRule> rule, String subset, int port, MeshTraffic mesh) {
    var policy = of(rule, subset, port);
    return new TrafficPolicy(
        policy.loadBalancer(),
        policy.connectionPool().or(mesh::connectionPool),
        policy.outlierDetection().or(mesh::outlierDetection),
        policy.tls(),
        policy.portLevelSettings(),
        policy.tunnel(),
        policy.proxyProtocol(),
        policy.retryBudget());
  }

  /** What picks the endpoint, when it is a hash. */
  public static Optional<ConsistentHash> hash(TrafficPolicy policy) {
    return policy.loadBalancer().flatMap(LoadBalancer::consistentHash);
  }

  /** Whether TLS to a server outside the mesh is started. */
  public static boolean originatesTls(TrafficPolicy policy) {
    return policy
        .tls()
        .map(ClientTls::mode)
        .filter(mode -> mode == ClientTlsMode.SIMPLE || mode == ClientTlsMode.MUTUAL)
        .isPresent();
  }

  /**
   * Whether a sidecar applies these settings only beside a workloadSelector, because a secret that
   * it may not read would keep it from starting (Istio: core/cluster_tls.go
   * buildUpstreamClusterTLSContext).
   */
  public static boolean needsSelector(ClientTls tls) {
    return !tls.credentialName().isEmpty()
        && !tls.credentialName().startsWith(CONFIG_MAP)
        && !tls.credentialName().startsWith(INVALID)
        && (tls.mode() == ClientTlsMode.SIMPLE || tls.mode() == ClientTlsMode.MUTUAL);
  }

  private static TrafficPolicy atPort(Optional<TrafficPolicy> policy, int port) {
    return policy
        .flatMap(p -> p.portLevel(port))
        .map(TrafficPolicies::alone)
        .or(() -> policy)
        .orElse(TrafficPolicy.NONE);
  }

  private static TrafficPolicy alone(PortTrafficPolicy port) {
    return new TrafficPolicy(
        port.loadBalancer(),
        port.connectionPool(),
        port.outlierDetection(),
        port.tls(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
