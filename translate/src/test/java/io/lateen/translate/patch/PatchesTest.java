// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.envoyfilter.EnvoyFilter;
import io.lateen.api.meshconfig.SecurityFilters;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.testkit.golden.Golden;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.ResourceTypes;
import io.lateen.translate.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for patches of any kind. */
class PatchesTest {

  private static final PatchFacts FACTS =
      new PatchFacts(
          ProxyRole.SIDECAR,
          "1.31.0",
          Map.of(),
          GatewayPorts.NONE,
          "istio-system",
          SecurityFilters.PROTECT);

  private static final String ONE_ROUTE =
      """
      apiVersion: networking.istio.io/v1alpha3
      kind: EnvoyFilter
      metadata: {name: %s, namespace: default}
      spec:
        configPatches:
        - applyTo: ROUTE_CONFIGURATION
          match: {context: SIDECAR_OUTBOUND, routeConfiguration: {name: "%s"}}
          patch: {operation: MERGE, value: {response_headers_to_remove: [%s]}}
      """;

  private final Patches patches = new Patches();
  private ProxyResources base;

  @BeforeEach
  void translate() throws IOException {
    var yaml = Files.readString(Golden.ROOT.resolve("base").resolve("bookinfo.yaml"));
    var objects = new DocumentDecoder().decode("base.yaml", yaml).valid();
    var mesh = MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(objects));
    var proxy =
        mesh.workloads().all().stream()
            .filter(workload -> workload.key().toString().equals("default/productpage-v1"))
            .findFirst()
            .orElseThrow();
    base = new Translator().translate(mesh, proxy);
  }

  @Test
  void withoutFiltersNothingHappens() {
    assertThat(patches.apply(base, List.of(), FACTS)).isSameAs(base);
  }

  @Test
  void whatNoPatchChangesStaysTheSameObject() {
    var patched = patches.apply(base, List.of(filter(ONE_ROUTE, "a", "9080", "server")), FACTS);

    assertThat(patched.ofType(ResourceTypes.ROUTE).get("9080"))
        .isNotEqualTo(base.ofType(ResourceTypes.ROUTE).get("9080"));
    base.byType()
        .forEach(
            (type, resources) ->
                resources.forEach(
                    (name, resource) -> {
                      if (!name.equals("9080")) {
                        assertThat(patched.ofType(type).get(name)).isSameAs(resource);
                      }
                    }));
  }

  @Test
  void onePatchIsAppliedOnceForAllProxies() {
    var filters = List.of(filter(ONE_ROUTE, "a", "9080", "server"));
    var one = patches.apply(base, filters, FACTS);
    var two = patches.apply(base, List.of(filter(ONE_ROUTE, "a", "9080", "server")), FACTS);

    assertThat(two.ofType(ResourceTypes.ROUTE).get("9080"))
        .isSameAs(one.ofType(ResourceTypes.ROUTE).get("9080"));
  }

  @Test
  void aFilterThatSpoilsAResourceHarmsNoOther() {
    var good = filter(ONE_ROUTE, "good", "9080", "server");
    var bad = filter(ONE_ROUTE, "bad", "9080", "\"bad\\r\\nheader\"");
    var alone = patches.apply(base, List.of(good), FACTS);
    var both = patches.apply(base, List.of(bad, good), FACTS);

    assertThat(both.byType()).isEqualTo(alone.byType());
    assertThat(both.problems().list())
        .extracting(Problem::object)
        .containsExactly("EnvoyFilter default/bad");
  }

  private static ConfigObject<EnvoyFilter> filter(String text, Object... values) {
    var decoded = new DocumentDecoder().decode("filter.yaml", text.formatted(values));
    return decoded.valid().getFirst().as(EnvoyFilter.class).orElseThrow();
  }
}
