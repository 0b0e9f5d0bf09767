// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.servicepolicy;

import static io.lateen.mesh.sample.Objects.route;
import static io.lateen.mesh.sample.Objects.routes;
import static io.lateen.mesh.sample.Objects.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.servicepolicy.GatewayPolicy;
import io.lateen.api.servicepolicy.GatewayPolicy.MisdirectedRequests;
import io.lateen.api.servicepolicy.RateLimit;
import io.lateen.api.servicepolicy.ServicePolicy;
import io.lateen.api.servicepolicy.ServicePolicy.VirtualServiceOrder;
import io.lateen.api.servicepolicy.Setting;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.check.MeshChecks;
import io.lateen.mesh.sample.Objects;
import io.lateen.mesh.service.ServiceKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServicePoliciesTest {

  private static final String ROOT = "istio-system";
  private static final ServiceKey REVIEWS = new ServiceKey("reviews.a.svc.cluster.local", "a");

  private static MeshSnapshot mesh(ConfigObject<?>... objects) {
    return MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(List.of(objects)));
  }

  private static ConfigObject<ServicePolicy> timeout(
      String namespace, String name, int age, int seconds, String... hosts) {
    return policy(namespace, name, age, Optional.of(seconds), Optional.empty(), hosts);
  }

  private static ConfigObject<ServicePolicy> policy(
      String namespace,
      String name,
      int age,
      Optional<Integer> seconds,
      Optional<VirtualServiceOrder> order,
      String... hosts) {
    return Objects.object(
        new ObjectKey("lateen.io", "ServicePolicy", namespace, name),
        Map.of(),
        age,
        new ServicePolicy(
            List.of(hosts),
            seconds.map(limit -> new Setting<>(Duration.ofSeconds(limit), 4)),
            Optional.empty(),
            order.map(one -> new Setting<>(one, 5)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static Optional<Long> timeoutOfReviews(ConfigObject<?>... policies) {
    return mesh(policies)
        .servicePolicies()
        .of(REVIEWS, ROOT)
        .timeout()
        .map(found -> found.value().toSeconds());
  }

  private static List<String> warnings(MeshSnapshot mesh) {
    return MeshChecks.of(mesh).values().stream()
        .flatMap(problems -> problems.stream())
        .map(Problem::render)
        .toList();
  }

  @Test
  void theClosestPolicyCounts() {
    var mesh = timeout(ROOT, "mesh", 0, 1);
    var namespace = timeout("a", "namespace", 0, 2);
    var named = timeout(ROOT, "named", 0, 3, "reviews.a.svc.cluster.local");
    var own = timeout("a", "own", 9, 4, "reviews");
    assertThat(timeoutOfReviews(mesh)).contains(1L);
    assertThat(timeoutOfReviews(mesh, namespace)).contains(2L);
    assertThat(timeoutOfReviews(mesh, namespace, named)).contains(3L);
    assertThat(timeoutOfReviews(mesh, namespace, named, own)).contains(4L);
  }

  @Test
  void foreignNamespacesDoNotCount() {
    assertThat(timeoutOfReviews(timeout("b", "all", 0, 1))).isEmpty();
    assertThat(timeoutOfReviews(timeout("b", "one", 0, 1, "reviews.a.svc.cluster.local")))
        .isEmpty();
    assertThat(timeoutOfReviews(timeout("a", "other", 0, 1, "ratings"))).isEmpty();
  }

  @Test
  void fieldsAreDecidedOneByOne() {
    var settings =
        mesh(
                timeout(ROOT, "mesh", 0, 1),
                policy("a", "merge", 1, Optional.empty(), Optional.of(VirtualServiceOrder.MERGE)))
            .servicePolicies()
            .of(REVIEWS, ROOT);
    assertThat(settings.merges()).isTrue();
    assertThat(settings.timeout().orElseThrow().object().name()).isEqualTo("mesh");
    assertThat(settings.timeout().orElseThrow().origin()).hasToString("mesh.yaml:4");
    assertThat(settings.rateLimit()).isEmpty();
  }

  @Test
  void theYoungerOneOfALevelIsTold() {
    var reviews = service("a", "reviews", Map.of(), 9080);
    assertThat(timeoutOfReviews(timeout("a", "young", 2, 7), timeout("a", "old", 1, 5)))
        .contains(5L);
    assertThat(timeoutOfReviews(timeout("a", "y", 1, 7), timeout("a", "x", 1, 5))).contains(5L);
    assertThat(
            warnings(
                mesh(
                    reviews,
                    timeout("a", "young", 2, 7, "reviews"),
                    timeout("a", "old", 1, 5, "reviews"),
                    timeout("a", "general", 0, 5))))
        .containsExactly(
            """
            young.yaml:4  ServicePolicy a/young  http.timeout
              warning  has no effect on reviews.a.svc.cluster.local: ServicePolicy a/old, which is \
            older, sets it on the same level
              fix    set it in one of the two policies, or name the hosts in the one that should \
            win\
            """);
  }

  @Test
  void hostsThatThePolicyCannotDecideAbout() {
    var reviews = service("a", "reviews", Map.of(), 9080);
    var foreign = timeout("b", "p", 0, 1, "reviews.a.svc.cluster.local");
    assertThat(warnings(mesh(reviews, foreign)))
        .singleElement()
        .asString()
        .contains("hosts[0]", "is no service that policies of b decide about");
    assertThat(warnings(mesh(reviews, timeout(ROOT, "p", 0, 1, "reviews.a.svc.cluster.local"))))
        .isEmpty();
  }

  @Test
  void limitsOfServicesWithoutHttpAreTold() {
    var database = service("a", "db", Map.of(), "tcp", 5432);
    var limit =
        Objects.object(
            new ObjectKey("lateen.io", "ServicePolicy", "a", "p"),
            Map.of(),
            0,
            new ServicePolicy(
                List.of("db"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Setting<>(new RateLimit(1, Duration.ofSeconds(1), 1), 8))));
    assertThat(warnings(mesh(database, limit)))
        .singleElement()
        .asString()
        .contains("p.yaml:8", "rateLimit", "has no port of HTTP");
  }

  @Test
  void virtualServicesThatShareAHostAreNotInConflict() {
    var reviews = service("a", "reviews", Map.of(), 9080);
    var one = routes("a", "one", 1, "reviews", route("reviews", ""));
    var two = routes("a", "two", 0, "reviews", route("reviews", ""));
    assertThat(warnings(mesh(reviews, one, two)))
        .singleElement()
        .asString()
        .contains("VirtualService a/one", "already belongs to VirtualService a/two");
    var merge =
        policy(
            "a", "merge", 0, Optional.empty(), Optional.of(VirtualServiceOrder.MERGE), "reviews");
    assertThat(warnings(mesh(reviews, one, two, merge)))
        .singleElement()
        .asString()
        .contains("VirtualService a/two", "without conditions", "VirtualService a/one comes first");
  }

  @Test
  void gatewayPolicies() {
    var pod = Objects.pod("a", "front", "10.1.0.1", Map.of("app", "front"));
    var rootOnly = gateway(ROOT, "root", 0, Map.of(), MisdirectedRequests.REJECT);
    var general = gateway("a", "general", 0, Map.of(), MisdirectedRequests.ROUTE);
    var picked = gateway("a", "picked", 1, Map.of("app", "front"), MisdirectedRequests.REJECT);
    var late = gateway("a", "late", 2, Map.of("app", "front"), MisdirectedRequests.ROUTE);
    assertThat(misdirected(pod)).isEmpty();
    assertThat(misdirected(pod, rootOnly)).contains("root");
    assertThat(misdirected(pod, rootOnly, general)).contains("general");
    assertThat(misdirected(pod, rootOnly, general, picked, late)).contains("picked");
    assertThat(warnings(mesh(general, picked, late)))
        .singleElement()
        .asString()
        .contains("GatewayPolicy a/late", "GatewayPolicy a/picked, which is older");
  }

  private static ConfigObject<GatewayPolicy> gateway(
      String namespace,
      String name,
      int age,
      Map<String, String> selector,
      MisdirectedRequests choice) {
    return Objects.object(
        new ObjectKey("lateen.io", "GatewayPolicy", namespace, name),
        Map.of(),
        age,
        new GatewayPolicy(selector, Optional.of(new Setting<>(choice, 6))));
  }

  private static Optional<String> misdirected(ConfigObject<?>... objects) {
    var mesh = mesh(objects);
    var workload = mesh.workloads().all().iterator().next();
    return mesh.policiesOf(workload).misdirectedRequests().map(found -> found.object().name());
  }
}
