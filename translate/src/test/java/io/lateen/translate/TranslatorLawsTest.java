// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.hash.Version;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.testkit.golden.Golden;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.view.NameAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every translation: what an edit does not concern stays the same object. */
class TranslatorLawsTest {

  private static final String PRODUCT_PAGE = "default/productpage-v1";

  private static final String RATINGS_RULES =
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: ratings, namespace: default}
      spec:
        hosts: [ratings]
        http:
        - route:
          - destination: {host: ratings}
            headers: {request: {set: {x-a: one}}}
      """;

  private static final String REVIEWS_SUBSETS =
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: reviews, namespace: default}
      spec:
        host: reviews
        subsets:
        - name: v1
          labels: {version: v1}
      """;

  private static final String OTHER_POLICY =
      """
      apiVersion: security.istio.io/v1
      kind: PeerAuthentication
      metadata: {name: details, namespace: default}
      spec:
        selector:
          matchLabels: {app: details}
        mtls: {mode: STRICT}
      """;

  private static final String DATABASES =
      """
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: one, namespace: default}
      spec:
        hosts: [one.db.example.com]
        ports: [{number: 5432, name: tcp, protocol: TCP}]
        resolution: DNS
      ---
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: two, namespace: default}
      spec:
        hosts: [two.db.example.com]
        ports: [{number: 5432, name: tcp, protocol: TCP}]
        resolution: DNS
      """;

  private final Translator translator = new Translator();
  private MeshSnapshot mesh = MeshSnapshot.EMPTY;

  @BeforeEach
  void bookinfo() throws IOException {
    mesh = TestMesh.of(Files.readString(Golden.ROOT.resolve("base/bookinfo.yaml")));
  }

  @Test
  void theSameMeshGivesTheSameObjects() {
    assertThat(changed(translate(mesh), translate(mesh))).isEmpty();
  }

  @Test
  void anEditThatSaysNothingNewIsNotTranslated() {
    var edited = TestMesh.with(mesh, RATINGS_RULES);
    var annotated = TestMesh.with(edited, RATINGS_RULES);
    assertThat(annotated).isSameAs(edited);
    assertThat(translate(annotated)).isSameAs(translate(edited));
  }

  @Test
  void aRuleForOneHostChangesItsRoutesOnly() {
    var before = translate(mesh);
    var after = translate(TestMesh.with(mesh, RATINGS_RULES));
    assertThat(changed(before, after)).containsExactly("route 9080");
  }

  @Test
  void subsetsChangeTheClustersOfTheirHostOnly() {
    var before = translate(mesh);
    var after = translate(TestMesh.with(mesh, REVIEWS_SUBSETS));
    assertThat(changed(before, after))
        .containsExactlyInAnyOrder(
            "cluster outbound|9080||reviews.default.svc.cluster.local",
            "cluster outbound|9080|v1|reviews.default.svc.cluster.local",
            "endpoint outbound|9080||reviews.default.svc.cluster.local",
            "endpoint outbound|9080|v1|reviews.default.svc.cluster.local");
    assertThat(versions(before, "cluster outbound|9080||ratings.default.svc.cluster.local"))
        .isEqualTo(versions(after, "cluster outbound|9080||ratings.default.svc.cluster.local"));
  }

  @Test
  void aPolicyForOtherWorkloadsChangesNothing() {
    var before = translate(mesh);
    var after = translate(TestMesh.with(mesh, OTHER_POLICY));
    assertThat(changed(before, after)).isEmpty();
  }

  @Test
  void anEndpointThatLeavesChangesItsAssignmentOnly() {
    var before = translate(mesh);
    var pod = new ObjectKey("", "Pod", "default", "reviews-v3");
    var after = translate(TestMesh.without(mesh, pod));
    assertThat(changed(before, after))
        .containsExactly("endpoint outbound|9080||reviews.default.svc.cluster.local");
  }

  @Test
  void undoingAnEditBringsTheOldObjectsBack() {
    var before = translate(mesh);
    var edited = TestMesh.with(mesh, RATINGS_RULES);
    translate(edited);
    var key = new ObjectKey("networking.istio.io", "VirtualService", "default", "ratings");
    assertThat(changed(before, translate(TestMesh.without(edited, key)))).isEmpty();
  }

  @Test
  void proxiesOfOneClassShareAllButTheirInboundSide() {
    var first = translator.translate(mesh, TestMesh.workload(mesh, "default/reviews-v1"));
    var second = translator.translate(mesh, TestMesh.workload(mesh, "default/reviews-v2"));
    assertThat(changed(first, second)).isEmpty();
    assertThat(changed(first, translate(mesh)))
        .containsExactlyInAnyOrder("cluster inbound|9080||", "listener virtualInbound");
  }

  @Test
  void hostsOnOnePortDoNotCollideWhereTheAgentAnswersNames() {
    var databases = TestMesh.with(mesh, DATABASES);
    assertThat(listeners(new Translator(), databases)).containsExactly("0.0.0.0_5432");
    assertThat(listeners(new Translator(NameAnswers.AGENT), databases))
        .hasSize(2)
        .allMatch(name -> name.startsWith("240.240."));
  }

  private static List<String> listeners(Translator translator, MeshSnapshot mesh) {
    var resources = translator.translate(mesh, TestMesh.workload(mesh, PRODUCT_PAGE));
    return resources.byType().values().stream()
        .flatMap(named -> named.keySet().stream())
        .filter(name -> name.endsWith("_5432"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theOrderOfObjectsDoesNotMatter(long seed) throws IOException {
    var text =
        Files.readString(Golden.ROOT.resolve("base/bookinfo.yaml"))
            + "\n---\n"
            + RATINGS_RULES
            + "\n---\n"
            + REVIEWS_SUBSETS;
    List<ConfigObject<?>> objects = new ArrayList<>(TestMesh.objects("all.yaml", text));
    var expected = versions(translate(TestMesh.of(text)));
    Collections.shuffle(objects, new Random(seed));
    var shuffled = MeshSnapshot.EMPTY;
    for (var object : objects) {
      shuffled = shuffled.apply(ConfigDelta.upsert(object));
    }
    var other = new Translator().translate(shuffled, TestMesh.workload(shuffled, PRODUCT_PAGE));
    assertThat(versions(other)).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void versionsAreHashesOfTheBytes() {
    translate(mesh)
        .byType()
        .forEach(
            (type, resources) ->
                resources.forEach(
                    (name, resource) -> {
                      assertThat(resource.name()).isEqualTo(name);
                      assertThat(resource.version()).isEqualTo(hash(type, resource));
                    }));
  }

  /** Of the bytes; of a route configuration, of the hashes of all else and of groups of hosts. */
  private static String hash(String type, EncodedResource resource) {
    if (!type.equals(ResourceTypes.ROUTE)) {
      return Version.of(resource.bytes().toByteArray()).hex();
    }
    try {
      var routes = RouteConfiguration.parseFrom(resource.bytes());
      var hosts = new ArrayList<>(routes.getVirtualHostsList());
      var frame = routes.toBuilder().clearVirtualHosts();
      if (!hosts.isEmpty() && hosts.getLast().getDomainsList().contains("*")) {
        frame.addVirtualHosts(hosts.removeLast());
      }
      var hashes = new StringBuilder(Version.of(Packed.bytes(frame.build()).toByteArray()).hex());
      var block = new StringBuilder();
      var group = new StringBuilder();
      for (var host : hosts) {
        block.append(Version.of(Packed.bytes(host).toByteArray()).hex());
        int mixed = host.getName().hashCode() * 0x9E3779B9;
        if (mixed >>> 28 == 0 || host == hosts.getLast()) {
          group.append(Version.of(block.toString()).hex());
          block.setLength(0);
        }
        if (mixed >>> 24 == 0 || host == hosts.getLast()) {
          hashes.append(Version.of(group.toString()).hex());
          group.setLength(0);
        }
      }
      return Version.of(hashes.toString()).hex();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(resource.name(), e);
    }
  }

  @Test
  void everyClusterThatWaitsForEndpointsHasThem() {
    var resources = translate(TestMesh.with(mesh, REVIEWS_SUBSETS));
    var waiting = new TreeSet<String>();
    resources
        .ofType(ResourceTypes.CLUSTER)
        .forEach(
            (name, resource) -> {
              if (ResourceYaml.json(ResourceTypes.CLUSTER, resource).has("eds_cluster_config")) {
                waiting.add(name);
              }
            });
    assertThat(resources.ofType(ResourceTypes.ENDPOINT).keySet()).isEqualTo(waiting);
  }

  @Test
  void routesTellWhichLineMadeThem() {
    var resources = translate(TestMesh.with(mesh, RATINGS_RULES));
    var route = resources.ofType(ResourceTypes.ROUTE).get("9080");
    assertThat(route).isNotNull();
    var host = "ratings.default.svc.cluster.local:9080";
    assertThat(route.provenance().parts().get(host))
        .extracting(cause -> cause.object().display())
        .containsExactly("VirtualService default/ratings");
    assertThat(route.provenance().parts().get(host + "#0"))
        .extracting(Provenance.Cause::line)
        .containsExactly(7);
  }

  private ProxyResources translate(MeshSnapshot state) {
    return translator.translate(state, TestMesh.workload(state, PRODUCT_PAGE));
  }

  /** The resources that are not the same objects. */
  private static List<String> changed(ProxyResources before, ProxyResources after) {
    var found = new ArrayList<String>();
    var types = new TreeSet<>(before.byType().keySet());
    types.addAll(after.byType().keySet());
    for (var type : types) {
      var names = new TreeSet<>(before.ofType(type).keySet());
      names.addAll(after.ofType(type).keySet());
      for (var name : names) {
        if (before.ofType(type).get(name) != after.ofType(type).get(name)) {
          found.add(word(type) + " " + name);
        }
      }
    }
    return found;
  }

  private static String versions(ProxyResources resources, String wanted) {
    return versions(resources).getOrDefault(wanted, "");
  }

  private static Map<String, String> versions(ProxyResources resources) {
    var versions = new TreeMap<String, String>();
    resources
        .byType()
        .forEach(
            (type, byName) ->
                byName.forEach(
                    (name, resource) -> versions.put(word(type) + " " + name, resource.version())));
    return versions;
  }

  private static String word(String type) {
    return switch (type) {
      case ResourceTypes.CLUSTER -> "cluster";
      case ResourceTypes.ENDPOINT -> "endpoint";
      case ResourceTypes.LISTENER -> "listener";
      case ResourceTypes.ROUTE -> "route";
      default -> "names";
    };
  }
}
