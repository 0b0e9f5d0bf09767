// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.ServicePort;
import io.lateen.translate.Provenance;
import io.lateen.translate.cluster.ClusterKey.ServiceFacts;
import io.lateen.translate.cluster.InboundClusterKey.Target;
import io.lateen.translate.name.StatNames;
import io.lateen.translate.policy.TrafficPolicies;
import io.lateen.translate.view.ConfigPath;
import io.lateen.translate.view.InboundPort;
import io.lateen.translate.view.IpFamilies;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides where connections to the workload's own ports go (Istio: buildInboundClusters). */
public final class InboundClusterPlanner {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String LOOPBACK_V6 = "::1";

  // In a Sidecar object's defaultEndpoint: the workload's own address.
  private static final String OWN_ADDRESS = "0.0.0.0";
  private static final String OWN_ADDRESS_V6 = "::";

  private static final String UNIX = "unix://";

  private final WorkloadView view;

  public InboundClusterPlanner(WorkloadView view) {
    this.view = view;
  }

  /**
   * One cluster for each port. Without redirection the ports of services are the application's own:
   * only those of a Sidecar object are the proxy's.
   */
  public List<InboundClusterKey> plan() {
    boolean nobodyOpens =
        view.interception() == ProxySettings.InterceptionMode.NONE && !view.hasOwnPorts();
    return nobodyOpens ? List.of() : view.inbound().stream().map(this::plan).toList();
  }

  private InboundClusterKey plan(InboundPort port) {
    var rule = port.service().map(MeshService::hostname).flatMap(view::destinationRule);
    var policy =
        ClusterPolicy.of(
            TrafficPolicies.of(
                rule.map(MergedDestinationRule::rule),
                "",
                port.servicePort(),
                view.mesh().traffic()));
    var pool = view.inboundPool(port.targetPort()).or(policy::connectionPool);
    return new InboundClusterKey(
        port.targetPort(),
        port.protocol(),
        ClusterPolicy.onlyPool(pool),
        MeshDefaults.of(view),
        facts(port),
        rule.filter(found -> found.rule().trafficPolicy().isPresent())
            .map(found -> ConfigPath.of(found.key()))
            .orElse(""),
        port.service().map(service -> statName(service, port)).orElse(""),
        target(port),
        view.openFamilies(),
        provenance(port, rule));
  }

  private String statName(MeshService service, InboundPort port) {
    var name = service.port(port.servicePort()).map(ServicePort::name).orElse("");
    return StatNames.of(
        view.mesh().telemetry().inboundClusterStatName(),
        service,
        "",
        port.servicePort(),
        name,
        port.targetPort());
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
              address(withoutBrackets(written.substring(0, colon))),
              Integer.parseInt(written.substring(colon + 1))));
    }
    boolean local =
        port.direct() || view.mesh().inboundTrafficPolicy() == MeshConfig.InboundMode.LOCALHOST;
    return local
        ? Optional.of(new Target(view.families().loopback(), port.targetPort()))
        : Optional.empty();
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Loopback addresses of a family that the workload lacks become those of the other one. */
  private String address(String written) {
    return switch (written) {
      case OWN_ADDRESS -> own(false).orElse(LOOPBACK);
      case OWN_ADDRESS_V6 -> own(true).orElse(LOOPBACK_V6);
      case LOOPBACK -> view.families() == IpFamilies.V6 ? LOOPBACK_V6 : LOOPBACK;
      case LOOPBACK_V6 -> view.families() == IpFamilies.V4 ? LOOPBACK : LOOPBACK_V6;
      default -> written;
    };
  }

  private Optional<String> own(boolean v6) {
    return view.proxy().addresses().stream()
        .filter(address -> (address.indexOf(':') >= 0) == v6)
        .findFirst();
  }

  private static Provenance provenance(InboundPort port, Optional<MergedDestinationRule> rule) {
    var causes = new ArrayList<>(port.provenance().causes());
    rule.ifPresent(found -> causes.add(Provenance.Cause.of(found.from().getFirst())));
    return Provenance.of(causes);
  }
}
