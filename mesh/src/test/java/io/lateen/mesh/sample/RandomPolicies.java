// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.sample;

import io.lateen.api.ConfigObject;
import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import io.lateen.api.PolicyTarget;
import io.lateen.api.Spec;
import io.lateen.api.TargetRef;
import io.lateen.api.WorkloadSelector;
import io.lateen.api.envoyfilter.EnvoyFilter;
import io.lateen.api.extensions.PluginPhase;
import io.lateen.api.extensions.TrafficExtension;
import io.lateen.api.extensions.TrafficExtension.Program;
import io.lateen.api.extensions.WasmModule;
import io.lateen.api.extensions.WasmModule.FailStrategy;
import io.lateen.api.extensions.WasmModule.PullPolicy;
import io.lateen.api.extensions.WasmModule.Type;
import io.lateen.api.extensions.WasmPlugin;
import io.lateen.api.kubernetes.Ingress;
import io.lateen.api.kubernetes.IngressClass;
import io.lateen.api.kubernetes.Node;
import io.lateen.api.meshconfig.MeshNetworks;
import io.lateen.api.networking.ProxyConfig;
import io.lateen.api.networking.WorkloadGroup;
import io.lateen.api.security.AuthorizationPolicy;
import io.lateen.api.security.RequestAuthentication;
import io.lateen.api.servicepolicy.GatewayPolicy;
import io.lateen.api.servicepolicy.GatewayPolicy.MisdirectedRequests;
import io.lateen.api.servicepolicy.RateLimit;
import io.lateen.api.servicepolicy.ServicePolicy;
import io.lateen.api.servicepolicy.ServicePolicy.OutlierChoice;
import io.lateen.api.servicepolicy.ServicePolicy.VirtualServiceOrder;
import io.lateen.api.servicepolicy.SessionPersistence;
import io.lateen.api.servicepolicy.SessionPersistence.Carrier;
import io.lateen.api.servicepolicy.Setting;
import io.lateen.api.telemetry.Telemetry;
import io.lateen.testkit.law.Choices;
import io.lateen.testkit.law.Gen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Random policies, machines and objects that are read as they are, over few names. */
public final class RandomPolicies {

  private RandomPolicies() {}

  private static final Gen<String> NAMESPACE = Gen.of(RandomObjects.NAMESPACES);
  private static final Gen<String> NAME = Gen.of(RandomObjects.NAMES);
  private static final Gen<String> HOST = Gen.of("x", "y", "x.a.svc.cluster.local");
  private static final Gen<Integer> AGE = Gen.integer(0, 3);
  private static final Gen<Integer> PRIORITY = Gen.integer(0, 2);

  /** A target: everybody, by labels, or a Gateway. */
  public static final Gen<PolicyTarget> TARGET =
      Gen.of(
          PolicyTarget.ALL,
          new PolicyTarget(Optional.of(new WorkloadSelector(Map.of("app", "x"))), List.of()),
          new PolicyTarget(
              Optional.empty(),
              List.of(new TargetRef("gateway.networking.k8s.io", "Gateway", "front"))));

  /** A policy of any kind. */
  static ConfigObject<?> any(Choices choices) {
    return switch ((int) choices.next(8)) {
      case 0 ->
          object(
              choices,
              Kinds.SECURITY,
              "AuthorizationPolicy",
              new AuthorizationPolicy(
                  TARGET.draw(choices), AuthorizationPolicy.Action.ALLOW, "", List.of()));
      case 1 ->
          object(
              choices,
              Kinds.SECURITY,
              "RequestAuthentication",
              new RequestAuthentication(TARGET.draw(choices), List.of()));
      case 2 ->
          object(
              choices,
              Kinds.TELEMETRY,
              "Telemetry",
              new Telemetry(TARGET.draw(choices), List.of(), List.of(), List.of()));
      case 3 -> object(choices, Kinds.EXTENSIONS, "WasmPlugin", plugin(choices));
      case 4 ->
          object(
              choices,
              Kinds.EXTENSIONS,
              "TrafficExtension",
              new TrafficExtension(
                  TARGET.draw(choices),
                  new Program.Lua("-- x"),
                  PluginPhase.AUTHN,
                  OptionalInt.of(PRIORITY.draw(choices)),
                  List.of()));
      case 5 ->
          object(
              choices,
              Kinds.NETWORKING,
              "EnvoyFilter",
              new EnvoyFilter(TARGET.draw(choices), PRIORITY.draw(choices), List.of()));
      case 6 -> object(choices, Kinds.LATEEN, "GatewayPolicy", gatewayPolicy(choices));
      default ->
          object(
              choices,
              Kinds.NETWORKING,
              "ProxyConfig",
              new ProxyConfig(
                  TARGET.draw(choices).selector(),
                  OptionalInt.of(PRIORITY.draw(choices)),
                  Map.of(),
                  ""));
    };
  }

  /** A plug-in; a missing priority is drawn too. */
  public static WasmPlugin plugin(Choices choices) {
    int priority = PRIORITY.draw(choices);
    return plugin(
        TARGET.draw(choices), priority == 0 ? OptionalInt.empty() : OptionalInt.of(priority));
  }

  /** A plug-in for a target. */
  public static WasmPlugin plugin(PolicyTarget target, OptionalInt priority) {
    var module =
        new WasmModule(
            "oci://x",
            "",
            PullPolicy.UNSPECIFIED_POLICY,
            "",
            "",
            Optional.empty(),
            "",
            FailStrategy.FAIL_CLOSE,
            List.of(),
            Type.UNSPECIFIED_PLUGIN_TYPE);
    return new WasmPlugin(target, module, PluginPhase.UNSPECIFIED, priority, List.of());
  }

  private static GatewayPolicy gatewayPolicy(Choices choices) {
    Map<String, String> selector = choices.next(2) == 0 ? Map.of() : Map.of("app", "x");
    var choice = Gen.of(MisdirectedRequests.values()).draw(choices);
    return new GatewayPolicy(
        selector, choices.next(3) == 0 ? Optional.empty() : Optional.of(new Setting<>(choice, 5)));
  }

  /** A policy for services. */
  static ConfigObject<?> servicePolicy(Choices choices) {
    return object(
        choices,
        Kinds.LATEEN,
        "ServicePolicy",
        new ServicePolicy(
            HOST.list(0, 2).draw(choices),
            maybe(choices, Duration.ofSeconds(AGE.draw(choices))),
            Optional.empty(),
            maybe(choices, VirtualServiceOrder.MERGE),
            maybe(choices, OutlierChoice.AUTO),
            maybe(choices, new SessionPersistence(new Carrier.Header("x-session"), true)),
            maybe(choices, new RateLimit(1 + AGE.draw(choices), Duration.ofSeconds(1), 1))));
  }

  private static <V> Optional<Setting<V>> maybe(Choices choices, V value) {
    return choices.next(2) == 0 ? Optional.empty() : Optional.of(new Setting<>(value, 7));
  }

  /** A machine with a place. */
  static ConfigObject<?> node(Choices choices) {
    var zone = Gen.of("", "a", "b").draw(choices);
    Map<String, String> labels =
        zone.isEmpty()
            ? Map.of()
            : Map.of("topology.kubernetes.io/region", "eu", "topology.kubernetes.io/zone", zone);
    return Objects.object(
        kind("", "Node").key("", "node1"), labels, 0, new Node(List.of(), List.of()));
  }

  /** An object that is read as it is. */
  static ConfigObject<?> inventory(Choices choices) {
    return switch ((int) choices.next(4)) {
      case 0 ->
          object(
              choices,
              "networking.k8s.io",
              "Ingress",
              new Ingress("istio", Optional.empty(), List.of(), List.of()));
      case 1 -> object(choices, "networking.k8s.io", "IngressClass", new IngressClass("istio"));
      case 2 -> object(choices, Kinds.LATEEN, "MeshNetworks", MeshNetworks.NONE);
      default ->
          object(
              choices,
              Kinds.NETWORKING,
              "WorkloadGroup",
              new WorkloadGroup(
                  Map.of(), Map.of(), Objects.workloadEntry("", Map.of()), Optional.empty()));
    };
  }

  private static ConfigObject<?> object(Choices choices, String group, String kind, Spec spec) {
    var key = kind(group, kind).key(NAMESPACE.draw(choices), NAME.draw(choices));
    return Objects.object(key, Map.of(), AGE.draw(choices), spec);
  }

  private static Kind kind(String group, String name) {
    return Kinds.of(group, name).orElseThrow();
  }
}
