// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.api.networking.Subset;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.servicepolicy.Decided;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.Provenance;
import io.lateen.translate.cluster.ClusterKey.Discovery;
import io.lateen.translate.cluster.ClusterKey.ServiceFacts;
import io.lateen.translate.endpoint.AssignmentKey;
import io.lateen.translate.endpoint.AssignmentPlanner;
import io.lateen.translate.forward.DnsCache;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.StatNames;
import io.lateen.translate.policy.OutlierCompletion;
import io.lateen.translate.policy.PlacePolicy;
import io.lateen.translate.policy.TrafficPolicies;
import io.lateen.translate.policy.UnappliedSettings;
import io.lateen.translate.view.ConfigPath;
import io.lateen.translate.view.IpFamilies;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Decides which clusters of one service a proxy gets (core/cluster.go buildOutboundClusters). */
public final class ClusterPlanner {

  private final ProxyView view;
  private final MeshDefaults mesh;
  private final TlsPlanner tls;
  private final AssignmentPlanner assignments;
  private final List<ClusterKey> keys = new ArrayList<>();
  private final Set<Problem> problems = new LinkedHashSet<>();

  public ClusterPlanner(ProxyView view) {
    this.view = view;
    this.mesh = MeshDefaults.of(view);
    this.tls = new TlsPlanner(view);
    this.assignments = new AssignmentPlanner(view);
  }

  /** The clusters of a visible service and of its subsets. */
  public List<ClusterKey> plan(MeshService service) {
    var rule = view.destinationRule(service.hostname());
    problems.addAll(UnappliedSettings.of(rule, view.role()));
    if (service.resolution() != Resolution.ALIAS) {
      addAll(service, rule, false);
    }
    return List.copyOf(keys);
  }

  /**
   * The clusters of one of the mesh's own services under the server names of its TLS: for a gateway
   * that passes the mesh's TLS on without opening it (core/cluster.go
   * buildOutboundSniDnatClusters).
   */
  public List<ClusterKey> passedOn(MeshService service) {
    if (!service.external() && !service.isWildcard()) {
      addAll(service, view.destinationRule(service.hostname()), true);
    }
    return List.copyOf(keys);
  }

  /** Settings that have no effect. */
  public Collection<Problem> problems() {
    return problems;
  }

  private void addAll(MeshService service, Optional<MergedDestinationRule> rule, boolean passedOn) {
    for (var port : service.ports()) {
      if (port.protocol() == Protocol.UDP) {
        continue;
      }
      if (DnsCache.isFor(service)) {
        addForwarding(service, port, rule);
        continue;
      }
      add(service, port, rule, "", passedOn);
      for (var subset : rule.map(r -> r.rule().subsets()).orElse(List.of())) {
        add(service, port, rule, subset.name(), passedOn);
      }
    }
  }

  /** Endpoints are not known, so there are no subsets of them. */
  private void addForwarding(
      MeshService service, ServicePort port, Optional<MergedDestinationRule> rule) {
    if (DnsCache.isFor(port)) {
      add(service, port, rule, "", false);
    } else {
      problems.add(
          Problem.warning(
                  new Location(service.origin().source(), service.origin().line(), 0),
                  service.object().display(),
                  "ports",
                  "port "
                      + port.number()
                      + " of "
                      + service.hostname()
                      + ": a host can only be resolved for each call when a request or a server"
                      + " name tells it, so "
                      + port.protocol()
                      + " cannot be served with DYNAMIC_DNS")
              .withFix("declare the port as HTTP, HTTP2, GRPC or TLS"));
    }
  }

  private void add(
      MeshService service,
      ServicePort port,
      Optional<MergedDestinationRule> rule,
      String subset,
      boolean passedOn) {
    var name = new EnvoyClusterName(port.number(), subset, service.hostname());
    var written =
        TrafficPolicies.of(
            rule.map(MergedDestinationRule::rule), subset, port.number(), view.mesh().traffic());
    var policy = OutlierCompletion.of(view, service, written);
    var settings = view.settings(service.hostname());
    var provenance = provenance(service, rule, subset);
    if (!policy.equals(written)) {
      provenance = provenance.with(causes(settings.outlierDetection()));
    }
    provenance = provenance.with(causes(settings.sessionPersistence()));
    var discovery = discovery(service);
    Optional<AssignmentKey> endpoints = Optional.empty();
    if (discovery == Discovery.STRICT_DNS || discovery == Discovery.LOGICAL_DNS) {
      endpoints = assignments.resolved(service, port, name, policy, passedOn, provenance);
      if (endpoints.isEmpty()) {
        return;
      }
    }
    keys.add(
        new ClusterKey(
            name,
            discovery,
            port.protocol(),
            view.role() == ProxyRole.SIDECAR,
            ClusterPolicy.of(policy),
            passedOn
                ? new ClusterTls.None(false)
                : tls.plan(service, port, name, policy, isForSome(rule)),
            mesh,
            facts(service),
            rule.map(r -> ConfigPath.of(r.key())).orElse(""),
            endpoints,
            StatNames.of(
                view.mesh().telemetry().outboundClusterStatName(),
                service,
                subset,
                port.number(),
                port.name(),
                0),
            endpoints.isPresent() || discovery == Discovery.FORWARD
                ? view.openFamilies()
                : IpFamilies.V4,
            portOverride(service, port),
            PlacePolicy.of(view, service, policy).weights(),
            service.keepsSessions() || settings.sessionPersistence().isPresent(),
            passedOn,
            provenance));
  }

  /** Whether the rule picks the workloads for which it counts. */
  private static boolean isForSome(Optional<MergedDestinationRule> rule) {
    return rule.filter(found -> found.rule().workloadSelector().isPresent()).isPresent();
  }

  static ServiceFacts facts(MeshService service) {
    return new ServiceFacts(
        service.hostname(), service.name(), service.namespace(), service.external());
  }

  /** A gateway gets connections for itself, so there is no original destination to keep. */
  private Discovery discovery(MeshService service) {
    return switch (service.resolution()) {
      case ENDPOINTS, ALIAS -> Discovery.EDS;
      case DYNAMIC_DNS -> service.isWildcard() ? Discovery.FORWARD : Discovery.EDS;
      case PASSTHROUGH -> view.role() == ProxyRole.ROUTER ? Discovery.EDS : Discovery.ORIGINAL_DST;
      case DNS -> Discovery.STRICT_DNS;
      case DNS_ROUND_ROBIN -> Discovery.LOGICAL_DNS;
    };
  }

  private static OptionalInt portOverride(MeshService service, ServicePort port) {
    int target = port.targetNumber();
    return service.resolution() == Resolution.PASSTHROUGH && target > 0 && target != port.number()
        ? OptionalInt.of(target)
        : OptionalInt.empty();
  }

  private static List<Provenance.Cause> causes(Optional<? extends Decided<?>> setting) {
    return setting.map(Provenance.Cause::of).stream().toList();
  }

  private static Provenance provenance(
      MeshService service, Optional<MergedDestinationRule> rule, String subset) {
    var causes = new ArrayList<Provenance.Cause>();
    rule.ifPresent(r -> causes.add(cause(r, subset)));
    causes.add(
        new Provenance.Cause(service.object(), service.origin().source(), service.origin().line()));
    return Provenance.of(causes);
  }

  /** The object that defines the subset, else the first one. */
  private static Provenance.Cause cause(MergedDestinationRule rule, String subset) {
    for (var object : rule.from()) {
      var line = object.spec().subset(subset).map(Subset::line);
      if (line.isPresent()) {
        return Provenance.Cause.of(object, line.get());
      }
    }
    return Provenance.Cause.of(rule.from().getFirst());
  }
}
