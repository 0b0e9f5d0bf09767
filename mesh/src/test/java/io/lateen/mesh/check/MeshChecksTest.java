// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.check;

import static io.lateen.mesh.sample.Objects.gateway;
import static io.lateen.mesh.sample.Objects.route;
import static io.lateen.mesh.sample.Objects.routes;
import static io.lateen.mesh.sample.Objects.rule;
import static io.lateen.mesh.sample.Objects.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.api.networking.VirtualService;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.sample.Objects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeshChecksTest {

  private static List<String> warnings(ConfigObject<?>... objects) {
    var mesh = MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(List.of(objects)));
    return MeshChecks.of(mesh).values().stream()
        .flatMap(problems -> problems.stream())
        .map(Problem::render)
        .toList();
  }

  private static final ConfigObject<?> REVIEWS = service("a", "reviews", Map.of(), 9080);

  @Test
  void whatFitsTogetherIsQuiet() {
    assertThat(
            warnings(
                REVIEWS,
                routes("a", "reviews", 0, "reviews", route("reviews", "v1")),
                rule("a", "reviews", 0, "reviews", List.of(), "v1")))
        .isEmpty();
  }

  @Test
  void aSubsetThatNobodyDefines() {
    var found =
        warnings(
            REVIEWS,
            routes("a", "reviews", 0, "reviews", route("reviews", "v3")),
            rule("a", "reviews", 0, "reviews", List.of(), "v1", "v2"));
    assertThat(found)
        .containsExactly(
            """
            reviews.yaml:7  VirtualService a/reviews  http[0].route[0].destination.subset
              warning  no DestinationRule defines subset v3 of reviews.a.svc.cluster.local; \
            requests to it fail with 503
              fix    use one of v1, v2, or add the subset\
            """);
  }

  @Test
  void hostsThatNobodyDeclares() {
    assertThat(warnings(routes("a", "r", 0, "x", route("nowhere", ""))))
        .singleElement()
        .asString()
        .contains("host nowhere.a.svc.cluster.local is no service");
    assertThat(warnings(rule("a", "r", 0, "nowhere", List.of())))
        .singleElement()
        .asString()
        .contains("has no effect");
  }

  @Test
  void gatewaysThatDoNotExist() {
    var base = routes("a", "r", 0, "reviews", route("reviews", ""));
    var spec =
        new VirtualService(
            base.spec().hosts(),
            List.of("mesh", "gw"),
            base.spec().http(),
            List.of(),
            List.of(),
            List.of());
    var bound = new ConfigObject<>(base.key(), base.meta(), spec, base.origin());
    assertThat(warnings(REVIEWS, bound))
        .singleElement()
        .asString()
        .contains("gateways[1]", "Gateway a/gw does not exist");
    assertThat(warnings(REVIEWS, bound, gateway("a", "gw", Map.of()))).isEmpty();
  }

  @Test
  void aHostThatAnOlderVirtualServiceHasEverywhere() {
    var found =
        warnings(
            REVIEWS,
            routes("a", "old", 1, "reviews", route("reviews", "")),
            routes(
                "b",
                "young",
                2,
                "reviews.a.svc.cluster.local",
                route("reviews.a.svc.cluster.local", "")));
    assertThat(found)
        .singleElement()
        .asString()
        .contains("VirtualService b/young", "already belongs to VirtualService a/old");
  }

  @Test
  void anEntryThatClaimsTheHostOfAService() {
    var base =
        Objects.entry(
            "a",
            "e",
            0,
            Objects.entrySpec(
                List.of("reviews.a.svc.cluster.local"),
                ServiceEntry.Resolution.STATIC,
                List.of(),
                Optional.empty(),
                List.of(),
                80));
    assertThat(warnings(REVIEWS, base))
        .singleElement()
        .asString()
        .contains("ServiceEntry a/e", "already declared by Service a/reviews");
  }
}
