// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.endpoint;

import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.ClientTlsMode;
import io.lateen.api.networking.Subset;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.endpoint.EndpointSet;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.workload.Labels;
import io.lateen.translate.Provenance;
import io.lateen.translate.endpoint.AssignmentKey.Encryption;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.policy.OutlierCompletion;
import io.lateen.translate.policy.PlacePolicy;
import io.lateen.translate.policy.TrafficPolicies;
import io.lateen.translate.view.ProxyView;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what belongs into the load assignment of a cluster. */
public final class AssignmentPlanner {

  private final ProxyView view;

  public AssignmentPlanner(ProxyView view) {
    this.view = view;
  }

  /**
   * The assignment of a cluster that gets its endpoints by EDS. A port without endpoints has an
   * empty assignment: Envoy must hear of it, or it waits.
   */
  public Optional<AssignmentKey> discovered(EnvoyClusterName name, Provenance provenance) {
    return discovered(name, false, provenance);
  }

  /**
   * The assignment of a cluster that receives the mesh's TLS unopened: nobody checks at the gateway
   * that it is TLS of the mesh, so endpoints without mTLS must not be reachable.
   */
  public Optional<AssignmentKey> passedOn(EnvoyClusterName name, Provenance provenance) {
    return discovered(name, true, provenance);
  }

  private Optional<AssignmentKey> discovered(
      EnvoyClusterName name, boolean passedOn, Provenance provenance) {
    return view.service(name.host())
        .map(
            service -> {
              var rule = view.destinationRule(name.host()).map(MergedDestinationRule::rule);
              var policy =
                  OutlierCompletion.of(
                      view,
                      service,
                      TrafficPolicies.of(rule, name.subset(), name.port(), view.mesh().traffic()));
              var endpoints = view.endpoints(service, name.port());
              return key(service, name, policy, endpoints, false, passedOn, provenance);
            });
  }

  /** The assignment of a cluster whose names Envoy resolves; empty when there is no name. */
  public Optional<AssignmentKey> resolved(
      MeshService service,
      ServicePort port,
      EnvoyClusterName name,
      TrafficPolicy policy,
      boolean passedOn,
      Provenance provenance) {
    var labels = subsetLabels(service, name);
    var selected =
        view.endpoints(service, port.number()).endpoints().stream()
            .filter(endpoint -> Labels.select(labels, endpoint.labels()))
            .limit(service.resolution() == Resolution.DNS_ROUND_ROBIN ? 1 : Long.MAX_VALUE)
            .toList();
    return selected.isEmpty()
        ? Optional.empty()
        : Optional.of(
            key(service, name, policy, EndpointSet.of(selected), true, passedOn, provenance));
  }

  /**
   * @param names whether the proxy resolves names among the addresses
   */
  private AssignmentKey key(
      MeshService service,
      EnvoyClusterName name,
      TrafficPolicy policy,
      EndpointSet found,
      boolean names,
      boolean passedOn,
      Provenance provenance) {
    var horizon = SplitHorizon.of(view, names);
    var callable = new CallableEndpoints(view, service, policy).of(found);
    var labels = subsetLabels(service, name);
    var selected = labels.isEmpty() ? callable : selected(callable, labels);
    var endpoints = horizon.isPresent() ? placed(service, selected) : selected;
    var encryption = encryption(policy);
    return new AssignmentKey(
        passedOn ? name.sni() : name.value(),
        endpoints,
        encryption,
        encryption == Encryption.AUTO ? view.refusingMtls(endpoints) : Set.of(),
        PlacePolicy.of(view, service, policy).spread(view),
        passedOn,
        horizon,
        provenance);
  }

  /** So that endpoints of other subsets make no difference. */
  private static EndpointSet selected(EndpointSet endpoints, Map<String, String> labels) {
    return EndpointSet.of(
        endpoints.endpoints().stream()
            .filter(endpoint -> Labels.select(labels, endpoint.labels()))
            .toList());
  }

  private EndpointSet placed(MeshService service, EndpointSet endpoints) {
    var networks = view.networks();
    return EndpointSet.of(
        endpoints.endpoints().stream()
            .map(endpoint -> SplitHorizon.placed(endpoint, service.external(), networks))
            .toList());
  }

  private Map<String, String> subsetLabels(MeshService service, EnvoyClusterName name) {
    if (name.subset().isEmpty()) {
      return Map.of();
    }
    return view.destinationRule(service.hostname())
        .map(MergedDestinationRule::rule)
        .flatMap(rule -> rule.subset(name.subset()))
        .map(Subset::labels)
        .orElse(Map.of());
  }

  private static Encryption encryption(TrafficPolicy policy) {
    return policy
        .tls()
        .map(ClientTls::mode)
        .map(mode -> mode == ClientTlsMode.ISTIO_MUTUAL ? Encryption.ALWAYS : Encryption.NEVER)
        .orElse(Encryption.AUTO);
  }
}
