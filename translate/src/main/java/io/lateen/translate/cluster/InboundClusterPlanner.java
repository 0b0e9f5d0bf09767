// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.networking.ConnectionPool;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.service.MeshService;
import io.lateen.translate.Provenance;
import io.lateen.translate.cluster.ClusterKey.ServiceFacts;
import io.lateen.translate.cluster.InboundClusterKey.Target;
import io.lateen.translate.policy.TrafficPolicies;
import io.lateen.translate.view.ConfigPath;
import io.lateen.translate.view.InboundPort;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides where connections to the workload's own ports go (Istio: buildInboundClusters). */
public final class InboundClusterPlanner {

  private static final String LOCALHOST = "127.0.0.1";

  /** In a Sidecar object's defaultEndpoint: the workload's own address. */
  private static final String OWN_ADDRESS = "0.0.0.0";

  private static final String UNIX = "unix://";

  private final WorkloadView view;

  public InboundClusterPlanner(WorkloadView view) {
    this.view = view;
  }

  /** One cluster for each port. */
  public List<InboundClusterKey> plan() {
    return view.inbound().stream().map(this::plan).toList();
  }

  private InboundClusterKey plan(InboundPort port) {
    var rule = port.service().map(MeshService::hostname).flatMap(view::destinationRule);
    var policy =
        ClusterPolicy.of(
            TrafficPolicies.of(rule.map(MergedDestinationRule::rule), "", port.servicePort()));
    var pool = view.inboundPool(port.targetPort()).or(policy::connectionPool);
    return new InboundClusterKey(
        port.targetPort(),
        port.protocol(),
        onlyPool(pool),
        MeshDefaults.of(view.mesh()),
        facts(port),
        rule.filter(found -> found.rule().trafficPolicy().isPresent())
            .map(found -> ConfigPath.of(found.key()))
            .orElse(""),
        target(port),
        provenance(port, rule));
  }

  private static ClusterPolicy onlyPool(Optional<ConnectionPool> pool) {
    return new ClusterPolicy(Optional.empty(), pool, Optional.empty(), Optional.empty());
  }

  private static List<ServiceFacts> facts(InboundPort port) {
    return port.services().stream().map(ClusterPlanner::facts).toList();
  }

  private Optional<Target> target(InboundPort port) {
    var written = port.defaultEndpoint();
    if (written.startsWith(UNIX)) {
      return Optional.of(new Target(written, 0));
    }
    int colon = written.lastIndexOf(':');
    if (colon > 0) {
      return Optional.of(
          new Target(
              address(written.substring(0, colon)),
              Integer.parseInt(written.substring(colon + 1))));
    }
    boolean local =
        port.direct() || view.mesh().inboundTrafficPolicy() == MeshConfig.InboundMode.LOCALHOST;
    return local ? Optional.of(new Target(LOCALHOST, port.targetPort())) : Optional.empty();
  }

  private String address(String written) {
    return written.equals(OWN_ADDRESS) && !view.proxy().addresses().isEmpty()
        ? view.proxy().addresses().getFirst()
        : written;
  }

  private static Provenance provenance(InboundPort port, Optional<MergedDestinationRule> rule) {
    var causes = new ArrayList<>(port.provenance().causes());
    rule.ifPresent(found -> causes.add(Provenance.Cause.of(found.from().getFirst())));
    return Provenance.of(causes);
  }
}
