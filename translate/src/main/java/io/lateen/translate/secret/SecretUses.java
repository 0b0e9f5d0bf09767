// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.secret;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.ClientTlsMode;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.PortTrafficPolicy;
import io.lateen.api.networking.Subset;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.gateway.BoundGateway;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.mesh.service.ExportTo;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.policy.TrafficPolicies;
import io.lateen.translate.tls.SecretNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which secrets the configuration of one proxy can name. */
final class SecretUses {

  private final MeshSnapshot mesh;
  private final ProxyScope scope;
  private final List<ConfigObject<DestinationRule>> rules;

  /**
   * @param rules DestinationRules of the mesh that name secrets
   */
  SecretUses(MeshSnapshot mesh, ProxyScope scope, List<ConfigObject<DestinationRule>> rules) {
    this.mesh = mesh;
    this.scope = scope;
    this.rules = rules;
  }

  /** The DestinationRules that name secrets. */
  static List<ConfigObject<DestinationRule>> naming(MeshSnapshot mesh) {
    return mesh.destinationRules().written().byKey().values().stream()
        .filter(rule -> settings(rule.spec()).anyMatch(tls -> !tls.credentialName().isEmpty()))
        .sorted((left, right) -> left.key().compareTo(right.key()))
        .toList();
  }

  List<SecretUse> all() {
    var uses = new ArrayList<SecretUse>();
    boolean gateway = scope.workload().role() == ProxyRole.ROUTER;
    if (gateway) {
      BoundGateway.of(mesh.gateways(), scope).forEach(bound -> ofServers(bound, uses));
    }
    for (var rule : rules) {
      settings(rule.spec())
          .filter(tls -> concerns(rule, tls, gateway))
          .forEach(tls -> ofClient(rule, tls, uses));
    }
    return uses;
  }

  /**
   * Sidecars get secrets only by rules that pick them, and public authorities by all that they see,
   * as in Istio.
   */
  private boolean concerns(ConfigObject<DestinationRule> rule, ClientTls tls, boolean gateway) {
    var selector = rule.spec().workloadSelector();
    if (selector.isEmpty()) {
      return gateway || (!TrafficPolicies.needsSelector(tls) && isSeen(rule));
    }
    return rule.namespace().equals(scope.workload().namespace())
        && scope.workload().isSelectedBy(selector.get().labels());
  }

  private boolean isSeen(ConfigObject<DestinationRule> rule) {
    return ExportTo.of(rule.spec().exportTo())
        .orElse(ExportTo.PUBLIC)
        .includes(rule.namespace(), scope.workload().namespace());
  }

  private static void ofServers(BoundGateway bound, List<SecretUse> uses) {
    var gateway = bound.gateway();
    var servers = gateway.spec().servers();
    for (int i = 0; i < servers.size(); i++) {
      var path = "servers[" + i + "].tls.credentialName";
      var server = servers.get(i);
      server
          .tls()
          .ifPresent(
              tls -> {
                for (var name : SecretNames.ofSecrets(tls)) {
                  uses.add(new SecretUse(name, false, gateway, server.line(), path));
                }
                for (var name : SecretNames.ofClientRoots(tls)) {
                  uses.add(new SecretUse(name, true, gateway, server.line(), path));
                }
              });
    }
  }

  private static void ofClient(
      ConfigObject<DestinationRule> rule, ClientTls tls, List<SecretUse> uses) {
    var name = tls.credentialName();
    var path = "trafficPolicy.tls.credentialName";
    if (name.isEmpty()) {
      return;
    }
    if (tls.mode() == ClientTlsMode.MUTUAL) {
      uses.add(new SecretUse(SecretNames.credential(name), false, rule, 0, path));
    }
    boolean verified = !tls.insecureSkipVerify().orElse(false);
    if (verified && (tls.mode() == ClientTlsMode.MUTUAL || tls.mode() == ClientTlsMode.SIMPLE)) {
      uses.add(new SecretUse(SecretNames.credentialRoot(name), true, rule, 0, path));
    }
  }

  /** All settings about encryption, wherever the rule has them. */
  private static Stream<ClientTls> settings(DestinationRule rule) {
    return Stream.concat(
            rule.trafficPolicy().stream(),
            rule.subsets().stream().map(Subset::trafficPolicy).flatMap(Optional::stream))
        .flatMap(SecretUses::settings);
  }

  private static Stream<ClientTls> settings(TrafficPolicy policy) {
    return Stream.concat(
        policy.tls().stream(),
        policy.portLevelSettings().stream().map(PortTrafficPolicy::tls).flatMap(Optional::stream));
  }
}
