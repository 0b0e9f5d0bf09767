// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.mesh.check.MeshChecks;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.Objects;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.mesh.service.ServiceKey;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MeshSnapshotTest implements ConfigLaws<MeshSnapshot> {

  private static final Set<String> ALL =
      Set.of(
          "services",
          "endpoints",
          "workloads",
          "virtualServices",
          "destinationRules",
          "sidecars",
          "servicePolicies",
          "peerAuthentications",
          "namespaces",
          "settings",
          "gateways",
          "policies",
          "inventory",
          "gatewayApi");

  @Override
  public MeshSnapshot empty() {
    return MeshSnapshot.EMPTY;
  }

  @Override
  public MeshSnapshot apply(MeshSnapshot snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    return RandomObjects.everything();
  }

  @Override
  public Map<String, ?> parts(MeshSnapshot mesh) {
    return Map.ofEntries(
        entry("services", mesh.services()),
        entry("endpoints", mesh.endpoints()),
        entry("workloads", mesh.workloads()),
        entry("virtualServices", mesh.virtualServices()),
        entry("destinationRules", mesh.destinationRules()),
        entry("sidecars", mesh.sidecars()),
        entry("servicePolicies", mesh.servicePolicies()),
        entry("peerAuthentications", mesh.peerAuthentications()),
        entry("namespaces", mesh.namespaces()),
        entry("settings", mesh.settings()),
        entry("gateways", mesh.gateways()),
        entry("policies", mesh.policies()),
        entry("inventory", mesh.inventory()),
        entry("gatewayApi", mesh.gatewayApi()));
  }

  @Override
  public Set<String> touched(ConfigDelta delta) {
    var touched = new HashSet<String>();
    for (var key : delta.keys()) {
      touched.addAll(
          switch (key.kind()) {
            case "Service", "ServiceEntry" ->
                Set.of(
                    "services", "endpoints", "gatewayApi", "virtualServices", "destinationRules");
            case "HTTPRoute", "TCPRoute", "TLSRoute" -> Set.of("gatewayApi", "virtualServices");
            case "EndpointSlice" -> Set.of("endpoints");
            case "Pod", "WorkloadEntry" -> Set.of("endpoints", "workloads");
            case "VirtualService" -> Set.of("virtualServices");
            case "DestinationRule" -> Set.of("destinationRules");
            case "Sidecar" -> Set.of("sidecars");
            case "ServicePolicy" -> Set.of("servicePolicies");
            case "PeerAuthentication" -> Set.of("peerAuthentications");
            case "Namespace" ->
                Set.of("namespaces", "inventory", "gatewayApi", "gateways", "virtualServices");
            case "Gateway", "GatewayClass", "ListenerSet", "ReferenceGrant" ->
                Set.of("gatewayApi", "gateways", "virtualServices");
            case "BackendTLSPolicy" -> Set.of("gatewayApi", "destinationRules");
            case "Node" -> Set.of("workloads", "endpoints");
            case "AuthorizationPolicy",
                "RequestAuthentication",
                "Telemetry",
                "WasmPlugin",
                "TrafficExtension",
                "EnvoyFilter",
                "ProxyConfig",
                "GatewayPolicy" ->
                Set.of("policies");
            case "MeshNetworks", "Ingress", "IngressClass", "WorkloadGroup" -> Set.of("inventory");
            case "MeshConfig", "ConfigMap" -> Set.of("settings", "virtualServices");
            default -> ALL;
          });
    }
    return touched;
  }

  private static final Gen<List<ConfigDelta>> EDITS = RandomObjects.everything().list(1, 12);

  private static Map<WorkloadKey, ProxyScope> scopes(MeshSnapshot mesh) {
    var scopes = new TreeMap<WorkloadKey, ProxyScope>();
    for (Workload workload : mesh.workloads().all()) {
      scopes.put(workload.key(), mesh.scopeOf(workload));
    }
    return scopes;
  }

  @Test
  void scopesAndProblemsAreThoseOfARebuild() {
    Property.forAll(
        EDITS,
        edits -> {
          MeshSnapshot mesh = MeshSnapshot.EMPTY;
          for (ConfigDelta edit : edits) {
            mesh = mesh.apply(edit);
            scopes(mesh); // So that scopes of earlier states may be handed on wrongly.
          }
          MeshSnapshot rebuilt =
              MeshSnapshot.EMPTY.apply(edits.stream().reduce(ConfigDelta.EMPTY, ConfigDelta::then));
          assertThat(scopes(mesh)).isEqualTo(scopes(rebuilt));
          assertThat(MeshChecks.of(mesh)).isEqualTo(MeshChecks.of(rebuilt));
        });
  }

  @Test
  void equalScopesAreTheSameObject() {
    Property.forAll(
        EDITS,
        edits -> {
          MeshSnapshot mesh = MeshSnapshot.EMPTY;
          Map<WorkloadKey, ProxyScope> before = Map.of();
          for (ConfigDelta edit : edits) {
            mesh = mesh.apply(edit);
            Map<WorkloadKey, ProxyScope> after = scopes(mesh);
            for (var entry : before.entrySet()) {
              ProxyScope now = after.get(entry.getKey());
              if (now != null && now.outbound().equals(entry.getValue().outbound())) {
                assertThat(now.outbound()).isSameAs(entry.getValue().outbound());
              }
            }
            before = after;
          }
        });
  }

  @Test
  void whoIsNotConcernedByListingsSeesAndServesTheSame() {
    var spared = new AtomicInteger();
    var concerned = new AtomicInteger();
    Property.forAll(
        RandomObjects.endpoints().list(1, 12),
        edits -> {
          MeshSnapshot before = MeshSnapshot.EMPTY;
          for (ConfigDelta edit : edits) {
            MeshSnapshot after = before.apply(edit);
            var listings = after.listingsSince(before);
            for (Workload workload : after.workloads().all()) {
              var known = before.workloads().get(workload.key());
              if (listings.isEmpty() || known.isEmpty() || known.get() != workload) {
                continue;
              }
              var same = after.scopeOf(workload).equals(before.scopeOf(workload));
              if (listings.get().concerns(workload)) {
                concerned.incrementAndGet();
              } else {
                assertThat(same).isTrue();
                spared.addAndGet(after.endpoints() == before.endpoints() ? 0 : 1);
              }
            }
            before = after;
          }
        });
    assertThat(spared).hasPositiveValue();
    assertThat(concerned).hasPositiveValue();
  }

  /** Sets of services that a change of endpoints does not name stay the same objects. */
  @Test
  void endpointChangesTouchOnlyTheirServices() {
    Property.forAll(
        EDITS,
        edits -> {
          MeshSnapshot mesh = MeshSnapshot.EMPTY;
          for (ConfigDelta edit : edits) {
            mesh = mesh.apply(edit);
          }
          Map<ServiceKey, ?> before = mesh.endpoints().byService();
          Map<ServiceKey, ?> after = mesh.apply(RandomDelta.slice()).endpoints().byService();
          before.forEach(
              (key, endpoints) -> {
                if (!key.hostname().equals("z.a.svc.cluster.local")) {
                  assertThat((Object) after.get(key)).isSameAs(endpoints);
                }
              });
        });
  }

  /** A slice of a service that random objects do not know. */
  private static final class RandomDelta {
    static ConfigDelta slice() {
      return ConfigDelta.upsert(Objects.slice("a", "z-1", "z", "http-80", 80, "x@10.1.0.1"));
    }
  }
}
