// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import io.lateen.api.gatewayapi.BackendTlsPolicy;
import io.lateen.api.gatewayapi.BackendTlsPolicy.Target;
import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.ClientTlsMode;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.PortTrafficPolicy;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.service.ServicesSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * BackendTLSPolicies as DestinationRules, one for each host: of several for one port the oldest
 * counts (Istio: BackendTLSPolicyCollection, DestinationRuleCollection).
 */
final class BackendTls {

  /** No port of a service has it: stands for all of them. */
  private static final int EVERY_PORT = 0;

  /** What proxies cannot get, so that traffic is refused (credentials.InvalidSecretTypeURI). */
  private static final String INVALID = "invalid://";

  /** Everything for one host. */
  private record Rule(
      String name,
      String host,
      Map<Integer, ClientTls> byPort,
      List<ConfigObject<BackendTlsPolicy>> policies) {}

  private final ServicesSnapshot services;
  private final Consumer<Warning> warnings;
  private final Map<String, Rule> rules = new TreeMap<>();

  BackendTls(ServicesSnapshot services, Consumer<Warning> warnings) {
    this.services = services;
    this.warnings = warnings;
  }

  /** Adds a policy; the oldest must come first. */
  void add(ConfigObject<BackendTlsPolicy> policy) {
    for (var target : policy.spec().targets()) {
      var object = target.object();
      var key = new ObjectKey(object.group(), object.kind(), policy.namespace(), object.name());
      var found = isKind(key) ? services.declaredBy(key) : List.<MeshService>of();
      if (found.isEmpty()) {
        report(policy, target, key.display() + " does not exist or is no service");
      }
      for (var service : found) {
        add(policy, target, service);
      }
    }
  }

  private static boolean isKind(ObjectKey key) {
    return (key.group().isEmpty() && key.kind().equals("Service"))
        || (key.group().equals(Kinds.NETWORKING) && key.kind().equals("ServiceEntry"));
  }

  private void add(ConfigObject<BackendTlsPolicy> policy, Target target, MeshService service) {
    var port = port(target, service);
    if (port.isEmpty()) {
      report(policy, target, service.hostname() + " has no port " + target.section());
      return;
    }
    var host = service.hostname();
    var rule =
        rules.computeIfAbsent(
            policy.namespace() + "/" + host,
            _ -> new Rule(name(target, host), host, new TreeMap<>(), new ArrayList<>()));
    if (rule.byPort().containsKey(port.get())) {
      report(
          policy,
          target,
          rule.policies().getFirst().key().display() + " is older and already decides for it");
      return;
    }
    rule.byPort().put(port.get(), tls(policy, target));
    if (!rule.policies().contains(policy)) {
      rule.policies().add(policy);
    }
  }

  private static Optional<Integer> port(Target target, MeshService service) {
    if (target.section().isEmpty()) {
      return Optional.of(EVERY_PORT);
    }
    return service.ports().stream()
        .filter(port -> port.name().equals(target.section()))
        .map(ServicePort::number)
        .findFirst();
  }

  private static String name(Target target, String host) {
    var middle = target.object().kind().equals("ServiceEntry") ? "~" + host.replace('.', '-') : "";
    return target.object().name() + middle + "~" + MadeObject.MARK;
  }

  private ClientTls tls(ConfigObject<BackendTlsPolicy> policy, Target target) {
    var spec = policy.spec();
    return new ClientTls(
        ClientTlsMode.SIMPLE,
        "",
        "",
        "",
        credential(policy, target),
        spec.subjectAltNames(),
        spec.hostname(),
        Optional.empty(),
        "");
  }

  private String credential(ConfigObject<BackendTlsPolicy> policy, Target target) {
    var authorities = policy.spec().authorities();
    if (authorities.isEmpty()) {
      return "";
    }
    var first = authorities.getFirst();
    if (first.isCore("ConfigMap")) {
      return "configmap://" + policy.namespace() + "/" + first.name();
    }
    report(policy, target, "authorities must be in a ConfigMap, not in a " + first.kind());
    return INVALID;
  }

  List<ConfigObject<DestinationRule>> destinationRules() {
    return rules.values().stream()
        .map(
            rule ->
                MadeObject.of(
                    "DestinationRule",
                    rule.name(),
                    new DestinationRule(
                        rule.host(),
                        Optional.of(policy(rule)),
                        List.of(),
                        List.of(),
                        Optional.empty()),
                    rule.policies(),
                    Map.of()))
        .toList();
  }

  private static TrafficPolicy policy(Rule rule) {
    var ports =
        rule.byPort().entrySet().stream()
            .filter(entry -> entry.getKey() != EVERY_PORT)
            .map(
                entry ->
                    new PortTrafficPolicy(
                        entry.getKey(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(entry.getValue())))
            .toList();
    return new TrafficPolicy(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(rule.byPort().get(EVERY_PORT)),
        ports,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void report(ConfigObject<BackendTlsPolicy> policy, Target target, String message) {
    warnings.accept(
        Warning.of(
            policy.key(),
            policy.origin().at(target.line()),
            "targetRefs",
            message,
            "correct the policy"));
  }
}
