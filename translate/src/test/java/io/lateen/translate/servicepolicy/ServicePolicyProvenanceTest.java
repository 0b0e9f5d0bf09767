// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.servicepolicy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.testkit.golden.GoldenCase;
import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceTypes;
import io.lateen.translate.TranslateGoldens;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a policy did is told by its name and line. */
class ServicePolicyProvenanceTest {

  private static List<String> part(String golden, String type, String resource, String part) {
    var text =
        GoldenCase.of("servicepolicy").stream()
            .filter(one -> one.name().endsWith(golden))
            .findFirst()
            .orElseThrow()
            .text();
    var found = TranslateGoldens.resources(text).ofType(type).get(resource);
    var provenance = Optional.ofNullable(found).orElseThrow().provenance();
    var causes = part.isEmpty() ? provenance.causes() : provenance.parts().get(part);
    return Optional.ofNullable(causes).orElseThrow().stream()
        .map(ServicePolicyProvenanceTest::words)
        .toList();
  }

  private static String words(Provenance.Cause cause) {
    return cause.object().display() + ":" + cause.line();
  }

  @Test
  void limitsOfRoutesComeFromPoliciesWhereTheRouteIsSilent() {
    var host = "reviews.default.svc.cluster.local:9080";
    var file = "timeouts-and-retries";
    assertThat(part(file, ResourceTypes.ROUTE, "9080", host + "#0"))
        .singleElement()
        .asString()
        .startsWith("VirtualService default/reviews");
    assertThat(part(file, ResourceTypes.ROUTE, "9080", host + "#2"))
        .contains("ServicePolicy default/reviews:22", "ServicePolicy default/default:15");
    assertThat(part(file, ResourceTypes.ROUTE, "9080", "ratings.default.svc.cluster.local:9080#0"))
        .contains("ServicePolicy istio-system/mesh:9");
  }

  @Test
  void everyRouteOfAMergedHostNamesItsVirtualService() {
    var host = "reviews.default.svc.cluster.local:9080";
    assertThat(part("merged-rules", ResourceTypes.ROUTE, "9080", host))
        .contains(
            "VirtualService default/base:12",
            "VirtualService default/canary:32",
            "ServicePolicy default/reviews:10");
    assertThat(part("merged-rules", ResourceTypes.ROUTE, "9080", host + "#0"))
        .singleElement()
        .asString()
        .startsWith("VirtualService default/canary");
  }

  @Test
  void limitsOfRequestsAreToldWithTheListener() {
    assertThat(part("rate-limit", ResourceTypes.LISTENER, "virtualInbound", ""))
        .contains("ServicePolicy default/reviews:10");
  }

  @Test
  void sessionsAndOutliersAreToldWithTheCluster() {
    assertThat(
            part(
                "sessions",
                ResourceTypes.CLUSTER,
                "outbound|9080||reviews.default.svc.cluster.local",
                ""))
        .contains("ServicePolicy default/reviews:13");
    assertThat(
            part(
                "outliers-where-places-need-them",
                ResourceTypes.CLUSTER,
                "outbound|80||store.example.com",
                ""))
        .contains("ServicePolicy default/all:11");
  }
}
