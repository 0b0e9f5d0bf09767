// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.WorkloadSelector;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.Objects;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.mesh.service.ServiceKey;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.testkit.law.Gen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The join of endpoints, seen with what it is joined with. */
class EndpointsSnapshotTest implements ConfigLaws<MeshSnapshot> {

  private static final ServiceKey X = new ServiceKey("x.a.svc.cluster.local", "a");
  private static final ServiceKey WEB = new ServiceKey("web.example.com", "a");

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
    return RandomObjects.endpoints();
  }

  private static MeshSnapshot of(ConfigObject<?>... objects) {
    return MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(List.of(objects)));
  }

  private static List<String> addresses(MeshSnapshot mesh, ServiceKey key, int port) {
    return mesh.endpoints().of(key, port).endpoints().stream()
        .map(endpoint -> endpoint.address() + ":" + endpoint.port())
        .toList();
  }

  @Test
  void aSliceIsJoinedWithItsPodAndServiceInAnyOrder() {
    var slice = Objects.slice("a", "x-1", "x", "http-80", 8080, "p@10.1.0.1", "10.9.9.9");
    var mesh = of(slice);
    assertThat(addresses(mesh, X, 80)).isEmpty();
    mesh = mesh.apply(ConfigDelta.upsert(Objects.service("a", "x", Map.of("app", "x"), 80)));
    assertThat(addresses(mesh, X, 80)).containsExactly("10.9.9.9:8080");
    mesh = mesh.apply(ConfigDelta.upsert(Objects.pod("a", "p", "10.1.0.1", Map.of("app", "x"))));
    assertThat(addresses(mesh, X, 80)).containsExactly("10.1.0.1:8080", "10.9.9.9:8080");
    Endpoint joined = mesh.endpoints().of(X, 80).endpoints().getFirst();
    assertThat(joined.serviceAccount()).isEqualTo("ns/a/sa/p-sa");
    assertThat(joined.tlsMode()).isEqualTo(TlsMode.ISTIO);
    assertThat(joined.labels()).containsEntry("app", "x");
    var version = mesh.endpoints().of(X, 80).version();
    var services = mesh.services();
    mesh =
        mesh.apply(ConfigDelta.upsert(Objects.plainPod("a", "p", "10.1.0.1", Map.of("app", "x"))));
    assertThat(mesh.endpoints().of(X, 80).endpoints().getFirst().tlsMode())
        .isEqualTo(TlsMode.DISABLED);
    assertThat(mesh.endpoints().of(X, 80).version()).isNotEqualTo(version);
    assertThat(mesh.services()).isSameAs(services);
  }

  @Test
  void whatAnEditLeavesAloneStaysTheSameObject() {
    var mesh =
        of(
            Objects.service("a", "x", Map.of("app", "x"), 80),
            Objects.slice("a", "x-1", "x", "http-80", 8080, "10.9.9.1", "10.9.9.3", "10.9.9.5"));
    var edited =
        Objects.slice(
            "a", "x-1", "x", "http-80", 8080, "10.9.9.0", "10.9.9.1", "10.9.9.4", "10.9.9.5");
    var before = mesh.endpoints().of(X, 80).endpoints();
    var after = mesh.apply(ConfigDelta.upsert(edited)).endpoints().of(X, 80).endpoints();
    assertThat(after)
        .extracting(Endpoint::address)
        .containsExactly("10.9.9.0", "10.9.9.1", "10.9.9.4", "10.9.9.5");
    assertThat(after.get(1)).isSameAs(before.getFirst());
    assertThat(after.getLast()).isSameAs(before.getLast());
  }

  @Test
  void anEntrySelectsPodsAndVirtualMachinesOfItsNamespace() {
    var selector = Optional.of(new WorkloadSelector(Map.of("app", "x")));
    var spec =
        Objects.entrySpec(
            List.of("web.example.com"),
            ServiceEntry.Resolution.STATIC,
            List.of(),
            selector,
            List.of(),
            80);
    var mesh =
        of(
            Objects.entry("a", "web", 0, spec),
            Objects.pod("a", "p", "10.1.0.1", Map.of("app", "x")),
            Objects.vm("a", "v", "10.1.0.2", Map.of("app", "x")),
            Objects.vm("b", "v", "10.1.0.3", Map.of("app", "x")),
            Objects.vm("a", "w", "10.1.0.4", Map.of("app", "y")));
    assertThat(addresses(mesh, WEB, 80)).containsExactly("10.1.0.1:80", "10.1.0.2:80");
    var relabelled = Objects.vm("a", "w", "10.1.0.4", Map.of("app", "x"));
    assertThat(addresses(mesh.apply(ConfigDelta.upsert(relabelled)), WEB, 80)).hasSize(3);
  }

  @Test
  void aHostThatTheProxyResolvesIsItsOwnEndpoint() {
    var spec =
        Objects.entrySpec(
            List.of("web.example.com"),
            ServiceEntry.Resolution.DNS,
            List.of(),
            Optional.empty(),
            List.of(),
            80);
    assertThat(addresses(of(Objects.entry("a", "web", 0, spec)), WEB, 80))
        .containsExactly("web.example.com:80");
  }

  @Test
  void changedEndpointsOfAnEntryLeaveTheServicesAlone() {
    var before = entryWith("10.2.0.1");
    var mesh = of(before);
    var after = mesh.apply(ConfigDelta.upsert(entryWith("10.2.0.2")));
    assertThat(addresses(after, WEB, 80)).containsExactly("10.2.0.2:80");
    assertThat(after.services()).isSameAs(mesh.services());
  }

  private static ConfigObject<ServiceEntry> entryWith(String address) {
    return Objects.entry(
        "a",
        "web",
        0,
        Objects.entrySpec(
            List.of("web.example.com"),
            ServiceEntry.Resolution.STATIC,
            List.of(Objects.workloadEntry(address, Map.of())),
            Optional.empty(),
            List.of(),
            80));
  }
}
