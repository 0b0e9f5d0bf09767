// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import static io.lateen.mesh.sample.Objects.pod;
import static io.lateen.mesh.sample.Objects.route;
import static io.lateen.mesh.sample.Objects.routes;
import static io.lateen.mesh.sample.Objects.routesSpec;
import static io.lateen.mesh.sample.Objects.service;
import static io.lateen.mesh.sample.Objects.sidecar;
import static io.lateen.mesh.sample.Objects.virtualService;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.WorkloadSelector;
import io.lateen.api.networking.CaptureMode;
import io.lateen.api.networking.PortSpec;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.api.networking.Sidecar;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.sample.Objects;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.workload.WorkloadKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProxyScopeTest {

  private static final ConfigObject<?> CLIENT = pod("a", "client", "10.1.0.1", Map.of("app", "c"));

  private static MeshSnapshot of(ConfigObject<?>... objects) {
    var all = new ArrayList<ConfigObject<?>>(List.of(objects));
    all.add(CLIENT);
    return MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(all));
  }

  private static ProxyScope client(MeshSnapshot mesh) {
    return mesh.scopeOf(mesh.workloads().get(new WorkloadKey("a", "client")).orElseThrow());
  }

  private static List<String> services(MeshSnapshot mesh) {
    return client(mesh).outbound().services().stream()
        .map(service -> service.key().toString())
        .toList();
  }

  private static Optional<String> owner(MeshSnapshot mesh, String host) {
    return client(mesh)
        .outbound()
        .egress()
        .getFirst()
        .httpRoutesOf(host)
        .map(ResolvedVirtualService::key)
        .map(key -> key.namespace() + "/" + key.name());
  }

  private static ConfigObject<ServiceEntry> entry(
      String namespace, String name, int age, String host, String... exportTo) {
    var spec =
        Objects.entrySpec(
            List.of(host),
            ServiceEntry.Resolution.STATIC,
            List.of(),
            Optional.empty(),
            List.of(exportTo),
            80);
    return Objects.entry(namespace, name, age, spec);
  }

  @Test
  void servicesAreVisibleAsTheirOwnersExportThem() {
    var mesh =
        of(
            service("b", "open", Map.of(), 80),
            entry("b", "private", 0, "private.com", "."),
            entry("a", "own", 0, "own.com", "."),
            entry("b", "to-a", 0, "to-a.com", "a"),
            entry("b", "nobody", 0, "nobody.com", "~"));
    assertThat(services(mesh))
        .containsExactly("a/own.com", "b/to-a.com", "b/open.b.svc.cluster.local");
  }

  @Test
  void ofOneHostTheOwnNamespaceThenKubernetesThenTheOldestWins() {
    var host = "x.b.svc.cluster.local";
    assertThat(services(of(entry("b", "1", 1, "h.com"), entry("c", "2", 2, "h.com"))))
        .containsExactly("b/h.com");
    assertThat(services(of(entry("b", "1", 1, "h.com"), entry("a", "2", 2, "h.com"))))
        .containsExactly("a/h.com");
    assertThat(services(of(entry("c", "1", 0, host), service("b", "x", Map.of(), 80))))
        .containsExactly("b/" + host);
  }

  @Test
  void aSidecarNarrowsWhatIsSeen() {
    var mesh =
        of(
            service("a", "near", Map.of(), 80),
            service("b", "far", Map.of(), 80),
            service("b", "other", Map.of(), 80),
            sidecar("a", "default", Optional.empty(), "./*", "b/far.b.svc.cluster.local"));
    assertThat(services(mesh))
        .containsExactly("b/far.b.svc.cluster.local", "a/near.a.svc.cluster.local");
    var special =
        sidecar(
            "a",
            "special",
            Optional.of(new WorkloadSelector(Map.of("app", "c"))),
            "b/*",
            "~/far.b.svc.cluster.local");
    assertThat(services(mesh.apply(ConfigDelta.upsert(special))))
        .containsExactly("b/other.b.svc.cluster.local");
    var nothing =
        sidecar("a", "special", Optional.of(new WorkloadSelector(Map.of("app", "c"))), "~/*");
    assertThat(services(mesh.apply(ConfigDelta.upsert(nothing)))).isEmpty();
  }

  @Test
  void theSidecarOfTheRootNamespaceAppliesWhereNoneIs() {
    var root = sidecar("istio-system", "default", Optional.empty(), "./*");
    var mesh = of(service("a", "near", Map.of(), 80), service("b", "far", Map.of(), 80), root);
    assertThat(services(mesh)).containsExactly("a/near.a.svc.cluster.local");
    assertThat(client(mesh).outbound().sidecar()).contains(root);
    var own = sidecar("a", "default", Optional.empty(), "*/*");
    assertThat(services(mesh.apply(ConfigDelta.upsert(own)))).hasSize(2);
  }

  @Test
  void routesBringTheServicesTheyLeadTo() {
    var mesh =
        of(
            service("a", "front", Map.of(), 80),
            service("b", "back", Map.of(), 80, 81),
            sidecar("a", "default", Optional.empty(), "./*"),
            routes("a", "r", 0, "front", route("back.b.svc.cluster.local", "")));
    assertThat(services(mesh))
        .containsExactly("a/front.a.svc.cluster.local", "b/back.b.svc.cluster.local");
    assertThat(client(mesh).outbound().egress().getFirst().services())
        .extracting(MeshService::name)
        .containsExactly("front");
  }

  @Test
  void theOldestVirtualServiceWinsAHostThenTheFirstByName() {
    var young = routes("a", "first-by-name", 2, "x", route("x", ""));
    var old = routes("a", "old", 1, "x", route("x", ""));
    var mesh = of(service("a", "x", Map.of(), 80), young, old);
    assertThat(owner(mesh, "x.a.svc.cluster.local")).contains("a/old");
    assertThat(client(mesh).outbound().warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.object()).isEqualTo(young.key());
              assertThat(warning.problem().message()).contains("a/old");
            });
    var tie = routes("a", "aaa", 1, "x", route("x", ""));
    assertThat(owner(mesh.apply(ConfigDelta.upsert(tie)), "x.a.svc.cluster.local"))
        .contains("a/aaa");
  }

  @Test
  void theMostSpecificHostWinsOverTheOldest() {
    var wide =
        virtualService(
            "a", "wide", 0, routesSpec(List.of("*.example.com"), List.of(), route("x", "")));
    var narrow =
        virtualService(
            "b", "narrow", 5, routesSpec(List.of("w.example.com"), List.of(), route("x", "")));
    var mesh =
        of(wide, narrow, entry("a", "w", 0, "w.example.com"), entry("a", "v", 0, "v.example.com"));
    assertThat(owner(mesh, "w.example.com")).contains("b/narrow");
    assertThat(owner(mesh, "v.example.com")).contains("a/wide");
  }

  @Test
  void routesExportedToTheNamespaceComeBeforePublicOnes() {
    var open =
        virtualService("b", "open", 0, routesSpec(List.of("h.com"), List.of("*"), route("x", "")));
    var mine =
        virtualService("b", "mine", 5, routesSpec(List.of("h.com"), List.of("a"), route("x", "")));
    var hidden =
        virtualService(
            "b", "hidden", 0, routesSpec(List.of("z.com"), List.of("."), route("x", "")));
    assertThat(owner(of(open, mine, hidden), "h.com")).contains("b/mine");
    assertThat(owner(of(open, mine, hidden), "z.com")).isEmpty();
  }

  @Test
  void aWorkloadServesTheServicesThatSelectItAndThoseThatListIt() {
    var mesh =
        of(
            service("a", "c", Map.of("app", "c"), 80),
            service("a", "else", Map.of("app", "x"), 80),
            Objects.headless("a", "by-hand", 90),
            Objects.slice("a", "by-hand-1", "by-hand", "tcp", 9090, "client@10.1.0.1"),
            sidecar("a", "default", Optional.empty()));
    var inbound = client(mesh).inbound();
    assertThat(inbound.services())
        .extracting(
            one -> one.service().name() + ":" + one.port().number() + ">" + one.targetPort())
        .containsExactly("by-hand:90>9090", "c:80>80");
    assertThat(inbound.peers().mode()).isEqualTo(MtlsMode.PERMISSIVE);
  }

  @Test
  void workloadsOfOneClassShareTheirOutboundScope() {
    var mesh = of(service("a", "x", Map.of(), 80), pod("a", "second", "10.1.0.2", Map.of()));
    var second = mesh.workloads().get(new WorkloadKey("a", "second")).orElseThrow();
    assertThat(mesh.scopeOf(second).outbound()).isSameAs(client(mesh).outbound());
    var later = mesh.apply(ConfigDelta.upsert(pod("a", "third", "10.1.0.3", Map.of())));
    assertThat(client(later).outbound()).isSameAs(client(mesh).outbound());
  }

  @Test
  void aListenerOnAPortServesThatPortOnly() {
    var listener =
        new SidecarEgress(
            Optional.of(new PortSpec(81, "HTTP", "http", OptionalInt.empty())),
            "",
            CaptureMode.DEFAULT,
            List.of("*/*"),
            1);
    var base = sidecar("a", "default", Optional.empty());
    var spec =
        new Sidecar(
            Optional.empty(), List.of(), List.of(listener), Optional.empty(), Optional.empty());
    var narrowed = new ConfigObject<>(base.key(), base.meta(), spec, base.origin());
    var mesh =
        of(service("a", "both", Map.of(), 80, 81), service("a", "one", Map.of(), 80), narrowed);
    assertThat(client(mesh).outbound().services())
        .singleElement()
        .satisfies(
            service ->
                assertThat(service.ports()).extracting(ServicePort::number).containsExactly(81));
    assertThat(client(mesh).outbound().listener(80)).isEmpty();
    assertThat(client(mesh).outbound().listener(81)).isPresent();
  }
}
