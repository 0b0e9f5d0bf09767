// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.translate.view.NameAnswers;
import io.lateen.translate.view.ScopedView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that see the same share what is made of it, whichever of them are asked for first. */
class SharedTranslationTest {

  private static final int SERVICES = 50;
  private static final OwnPart NOTHING = new OwnPart(new ResourcePart(List.of(), List.of()));

  private final MeshSnapshot mesh = mesh();

  @Test
  void aClassBeginsWithOneThatSeesTheSame() {
    var shared = shared();
    var few = shared.of(view("few"));
    assertThat(few.seesMuchOf(view("all-1"))).isFalse();
    var all = shared.of(view("all-1"));
    assertThat(all.seesMuchOf(view("all-2"))).isTrue();
    assertThat(all.seesMuchOf(view("few"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"few all-1 all-2", "all-1 few all-2", "all-1 all-2 few"})
  void whicheverIsAskedForFirst(String order) {
    var shared = shared();
    var clusters = new HashMap<String, Map<String, EncodedResource>>();
    for (var namespace : order.split(" ")) {
      var all = shared.of(view(namespace)).with(NOTHING);
      clusters.put(namespace, all.ofType(ResourceTypes.CLUSTER));
    }
    assertThat(clusters.get("all-1")).hasSizeGreaterThan(SERVICES);
    assertThat(clusters.get("all-2")).isSameAs(clusters.get("all-1"));
    assertThat(clusters.get("few")).hasSizeLessThan(5);
  }

  @Test
  void aForgottenClassGoesOnWithWhatAProxyOfItHas() {
    var shared = shared();
    var past = shared.of(view("all-1"));
    shared.of(view("few"));
    assertThat(shared.retain(Set.of())).isTrue();
    assertThat(shared.size()).isZero();
    shared.meshChanged();
    var next = shared.after(past, view("all-1"));
    assertThat(next.with(NOTHING).ofType(ResourceTypes.CLUSTER))
        .isSameAs(past.with(NOTHING).ofType(ResourceTypes.CLUSTER));
  }

  @Test
  void onlyWhatProxiesHaveIsRetained() {
    var shared = shared();
    var all = shared.of(view("all-1"));
    shared.of(view("few"));
    assertThat(shared.retain(Set.of(all))).isTrue();
    assertThat(shared.retain(Set.of(all))).isFalse();
    assertThat(shared.size()).isEqualTo(1);
    assertThat(shared.of(view("all-1"))).isSameAs(all);
  }

  private static SharedTranslation shared() {
    return new SharedTranslation(new ResourceCatalog(Translator.KEPT_BYTES));
  }

  private ScopedView view(String namespace) {
    var workload = TestMesh.workload(mesh, namespace + "/client");
    return new ScopedView(mesh, mesh.scopeOf(workload), NameAnswers.CLUSTER);
  }

  private static MeshSnapshot mesh() {
    var text =
        new StringBuilder(
            """
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: default, namespace: few}
            spec:
              egress: [{hosts: [shop/svc-0.shop.svc.cluster.local]}]
            """);
    for (var namespace : List.of("few", "all-1", "all-2")) {
      text.append(
          """
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: client, namespace: %1$s, uid: %1$s, labels: {app: client}}
          spec: {serviceAccountName: default, nodeName: node-0}
          """
              .formatted(namespace));
    }
    for (int i = 0; i < SERVICES; i++) {
      text.append(
          """
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: svc-%1$d, namespace: shop}
          spec:
            clusterIP: 10.78.0.%1$d
            ports: [{name: http, port: 80}]
          """
              .formatted(i));
    }
    return TestMesh.of(text.toString());
  }
}
