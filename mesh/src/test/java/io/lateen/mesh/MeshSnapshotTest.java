// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh;

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
          "peerAuthentications",
          "namespaces",
          "settings",
          "gateways");

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
    return Map.of(
        "services", mesh.services(),
        "endpoints", mesh.endpoints(),
        "workloads", mesh.workloads(),
        "virtualServices", mesh.virtualServices(),
        "destinationRules", mesh.destinationRules(),
        "sidecars", mesh.sidecars(),
        "peerAuthentications", mesh.peerAuthentications(),
        "namespaces", mesh.namespaces(),
        "settings", mesh.settings(),
        "gateways", mesh.gateways());
  }

  @Override
  public Set<String> touched(ConfigDelta delta) {
    var touched = new HashSet<String>();
    for (var key : delta.keys()) {
      touched.addAll(
          switch (key.kind()) {
            case "Service", "ServiceEntry" -> Set.of("services", "endpoints");
            case "EndpointSlice" -> Set.of("endpoints");
            case "Pod", "WorkloadEntry" -> Set.of("endpoints", "workloads");
            case "VirtualService" -> Set.of("virtualServices");
            case "DestinationRule" -> Set.of("destinationRules");
            case "Sidecar" -> Set.of("sidecars");
            case "PeerAuthentication" -> Set.of("peerAuthentications");
            case "Namespace" -> Set.of("namespaces");
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
