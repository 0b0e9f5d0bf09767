// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.Kinds;
import io.lateen.api.PolicyTarget;
import io.lateen.api.Spec;
import io.lateen.api.TargetRef;
import io.lateen.api.WorkloadSelector;
import io.lateen.api.envoyfilter.EnvoyFilter;
import io.lateen.api.kubernetes.Node;
import io.lateen.api.networking.ProxyConfig;
import io.lateen.api.security.AuthorizationPolicy;
import io.lateen.api.telemetry.Telemetry;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.sample.Objects;
import io.lateen.mesh.sample.RandomPolicies;
import io.lateen.mesh.workload.WorkloadKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which policies a workload gets, and in which order. */
class MeshPoliciesTest {

  private static final PolicyTarget X =
      new PolicyTarget(Optional.of(new WorkloadSelector(Map.of("app", "x"))), List.of());
  private static final PolicyTarget Y =
      new PolicyTarget(Optional.of(new WorkloadSelector(Map.of("app", "y"))), List.of());
  private static final PolicyTarget FRONT =
      new PolicyTarget(
          Optional.empty(),
          List.of(new TargetRef("gateway.networking.k8s.io", "Gateway", "front")));

  private static ConfigObject<?> object(
      String group, String kind, String namespace, String name, int age, Spec spec) {
    return Objects.object(
        Kinds.of(group, kind).orElseThrow().key(namespace, name), Map.of(), age, spec);
  }

  private static WorkloadPolicies policies(
      Map<String, String> labels, ConfigObject<?>... policies) {
    var objects = new ArrayList<>(List.of(policies));
    objects.add(Objects.pod("a", "p", "10.1.0.1", labels));
    var mesh = MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(objects));
    var workload = mesh.workloads().get(new WorkloadKey("a", "p")).orElseThrow();
    return mesh.scopeOf(workload).policies();
  }

  private static List<String> names(List<? extends ConfigObject<?>> objects) {
    return objects.stream().map(one -> one.namespace() + "/" + one.name()).toList();
  }

  private static ConfigObject<?> allow(String namespace, String name, int age, PolicyTarget to) {
    return object(
        Kinds.SECURITY,
        "AuthorizationPolicy",
        namespace,
        name,
        age,
        new AuthorizationPolicy(to, AuthorizationPolicy.Action.ALLOW, "", List.of()));
  }

  @Test
  void authorizationsOfRootAndOwnNamespaceByLabels() {
    var found =
        policies(
            Map.of("app", "x"),
            allow("a", "young", 2, X),
            allow("a", "old", 1, PolicyTarget.ALL),
            allow("a", "other", 0, Y),
            allow("b", "elsewhere", 0, X),
            allow("istio-system", "mesh", 3, PolicyTarget.ALL),
            allow("a", "attached", 0, FRONT));
    assertThat(names(found.authorizations()))
        .containsExactly("istio-system/mesh", "a/old", "a/young");
  }

  @Test
  void aGatewayTakesPoliciesByReferenceInItsNamespace() {
    var found =
        policies(
            Map.of("app", "x", PoliciesSnapshot.GATEWAY_NAME_LABEL, "front"),
            allow("a", "attached", 0, FRONT),
            allow("a", "labels", 1, X),
            allow("istio-system", "attached", 0, FRONT));
    assertThat(names(found.authorizations())).containsExactly("a/attached", "a/labels");
  }

  private static ConfigObject<?> telemetry(
      String namespace, String name, int age, PolicyTarget to) {
    return object(
        Kinds.TELEMETRY,
        "Telemetry",
        namespace,
        name,
        age,
        new Telemetry(to, List.of(), List.of(), List.of()));
  }

  @Test
  void telemetriesOverrideFromMeshToWorkload() {
    var found =
        policies(
            Map.of("app", "x"),
            telemetry("a", "mine", 0, X),
            telemetry("a", "all-young", 2, PolicyTarget.ALL),
            telemetry("a", "all-old", 1, PolicyTarget.ALL),
            telemetry("istio-system", "labels", 0, X),
            telemetry("istio-system", "mesh", 3, PolicyTarget.ALL));
    assertThat(names(found.telemetries()))
        .containsExactly("istio-system/mesh", "a/all-old", "a/mine");
  }

  private static ConfigObject<?> plugin(String namespace, String name, OptionalInt priority) {
    return object(
        Kinds.EXTENSIONS,
        "WasmPlugin",
        namespace,
        name,
        0,
        RandomPolicies.plugin(PolicyTarget.ALL, priority));
  }

  @Test
  void pluginsByPriorityTheOwnNamespaceFirst() {
    var found =
        policies(
            Map.of(),
            plugin("istio-system", "high", OptionalInt.of(5)),
            plugin("istio-system", "same", OptionalInt.of(1)),
            plugin("a", "same", OptionalInt.of(1)),
            plugin("a", "lowest", OptionalInt.of(Integer.MIN_VALUE)),
            plugin("a", "none", OptionalInt.empty()));
    assertThat(names(found.wasmPlugins()))
        .containsExactly("istio-system/high", "a/same", "istio-system/same", "a/lowest", "a/none");
  }

  private static ConfigObject<?> filter(String namespace, String name, int age, int priority) {
    return object(
        Kinds.NETWORKING,
        "EnvoyFilter",
        namespace,
        name,
        age,
        new EnvoyFilter(PolicyTarget.ALL, priority, List.of()));
  }

  @Test
  void envoyFiltersByPriorityRootAndAge() {
    var found =
        policies(
            Map.of(),
            filter("a", "first", 9, -1),
            filter("a", "old", 0, 0),
            filter("a", "young", 1, 0),
            filter("istio-system", "root", 5, 0),
            filter("istio-system", "last", 0, 7));
    assertThat(names(found.envoyFilters()))
        .containsExactly("a/first", "istio-system/root", "a/old", "a/young", "istio-system/last");
  }

  private static ConfigObject<?> proxyConfig(
      String namespace, String name, Optional<WorkloadSelector> selector, int threads) {
    return object(
        Kinds.NETWORKING,
        "ProxyConfig",
        namespace,
        name,
        0,
        new ProxyConfig(selector, OptionalInt.of(threads), Map.of("FROM", name, name, "1"), ""));
  }

  @Test
  void proxySettingsFromMeshToWorkload() {
    var found =
        policies(
            Map.of("app", "x"),
            proxyConfig("istio-system", "MESH", Optional.empty(), 1),
            proxyConfig("a", "NAMESPACE", Optional.empty(), 2),
            proxyConfig("a", "WORKLOAD", X.selector(), 3),
            proxyConfig("a", "OTHER", Y.selector(), 4));
    assertThat(found.proxy().concurrency()).hasValue(3);
    assertThat(found.proxy().metadata())
        .isEqualTo(Map.of("FROM", "WORKLOAD", "MESH", "1", "NAMESPACE", "1", "WORKLOAD", "1"));
  }

  @Test
  void aPodIsWhereItsNodeIs() {
    var mesh =
        MeshSnapshot.EMPTY.apply(
            ConfigDelta.upsert(Objects.pod("a", "p", "10.1.0.1", Map.of("app", "x"))));
    var key = new WorkloadKey("a", "p");
    assertThat(mesh.workloads().get(key).orElseThrow().locality()).isEmpty();
    var node =
        Objects.object(
            Kinds.of("", "Node").orElseThrow().key("", "node1"),
            Map.of(
                "failure-domain.beta.kubernetes.io/region",
                "eu",
                "topology.kubernetes.io/zone",
                "a"),
            0,
            new Node(List.of(), List.of()));
    var placed = mesh.apply(ConfigDelta.upsert(node));
    assertThat(placed.workloads().get(key).orElseThrow().locality()).isEqualTo("eu/a");
    assertThat(placed.apply(ConfigDelta.remove(node.key()))).isEqualTo(mesh);
  }
}
