// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.HttpRouteDestination;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.check.MeshChecks;
import io.lateen.mesh.routing.ResolvedVirtualService;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesOfServicesTest {

  private static final String SERVICES =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {clusterIP: 10.0.0.1, ports: [{name: http, port: 80}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: cart, namespace: shop}
      spec: {clusterIP: 10.0.0.2, ports: [{name: http, port: 80}]}
      """;

  private static String route(String kind, String name, String namespace, int age, String spec) {
    return """
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: %s
        metadata: {name: %s, namespace: %s, creationTimestamp: "2020-01-01T00:00:0%dZ"}
        spec: %s
        """
        .formatted(kind, name, namespace, age, spec);
  }

  private static final String PARENT =
      "parentRefs: [{group: '', kind: Service, name: web, namespace: shop}]";

  private static MeshSnapshot mesh(String... routes) {
    List<ConfigObject<?>> objects =
        new DocumentDecoder().decode("test.yaml", SERVICES + String.join("", routes)).valid();
    return MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(objects));
  }

  private static List<String> names(MeshSnapshot mesh, String namespace) {
    return mesh.virtualServices().visible("mesh", namespace).stream()
        .map(routes -> routes.key().namespace() + "/" + routes.key().name())
        .toList();
  }

  private static ResolvedVirtualService only(MeshSnapshot mesh) {
    var all = List.copyOf(mesh.virtualServices().all());
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static List<String> warnings(MeshSnapshot mesh, String kind, String name) {
    var key = new ObjectKey("gateway.networking.k8s.io", kind, "shop", name);
    return MeshChecks.of(mesh).getOrDefault(key, Problems.NONE).list().stream()
        .map(problem -> problem.message())
        .toList();
  }

  @Test
  void routesOfOneNamespaceForOneServiceAreOneListInTheOrderOfTheGatewayApi() {
    var rules =
        """
        {%s, rules: [
          {name: prefix, matches: [{path: {value: /a}}]},
          {name: method, matches: [{path: {value: /a}, method: GET}]},
          {name: headers, matches: [{path: {value: /a}, headers: [{name: h, value: v}]}]},
          {name: queries, matches: [{path: {value: /a}, queryParams: [{name: q, value: v}]}]},
          {name: pattern, matches: [{path: {type: RegularExpression, value: "/a/long/pattern"}}]}]}
        """
            .formatted(PARENT);
    var younger =
        """
        {%s, rules: [
          {name: whole, matches: [{path: {type: Exact, value: /a}}]},
          {name: longer, matches: [{path: {value: /a/b}}]},
          {name: same, matches: [{path: {value: /a}}]},
          {name: everything}]}
        """
            .formatted(PARENT);
    var mesh =
        mesh(
            route("HTTPRoute", "younger", "shop", 2, younger),
            route("HTTPRoute", "older", "shop", 1, rules));
    assertThat(only(mesh).spec().http())
        .extracting(HttpRoute::name)
        .containsExactly(
            "whole",
            "longer",
            "method",
            "headers",
            "queries",
            "prefix",
            "same",
            "pattern",
            "everything");
    assertThat(only(mesh).key().name()).isEqualTo("shop~web.shop.svc.cluster.local");
    assertThat(only(mesh).object().meta().annotation("internal.istio.io/parents"))
        .isEqualTo("HTTPRoute/older.shop,HTTPRoute/younger.shop");
  }

  @Test
  void eachRuleKnowsTheRouteAndLineThatItWasWrittenIn() {
    var mesh = mesh(route("HTTPRoute", "mine", "shop", 1, "{" + PARENT + ", rules: [{}]}"));
    var rule = only(mesh).spec().http().getFirst();
    assertThat(rule.name()).isEqualTo("shop.mine.0");
    assertThat(rule.origin().orElseThrow().author().orElseThrow().display())
        .isEqualTo("HTTPRoute shop/mine");
    assertThat(rule.origin().orElseThrow().source()).isEqualTo("test.yaml");
    assertThat(rule.line()).isEqualTo(14);
    assertThat(only(mesh).object().author().kind()).isEqualTo("HTTPRoute");
  }

  @Test
  void callersPreferTheRoutesOfTheirOwnNamespace() {
    var spec = "{" + PARENT + ", rules: [{}]}";
    var mesh =
        mesh(
            route("HTTPRoute", "producer", "shop", 1, spec),
            route("HTTPRoute", "consumer", "client", 2, spec));
    var producer = "shop/shop~web.shop.svc.cluster.local";
    var consumer = "client/client~web.shop.svc.cluster.local";
    assertThat(names(mesh, "client")).containsExactly(consumer, producer);
    assertThat(names(mesh, "shop")).containsExactly(producer, consumer);
    var stranger = mesh.virtualServices().visible("mesh", "shop").getLast();
    assertThat(stranger.appliesTo("shop", "client"::equals)).isTrue();
    assertThat(stranger.appliesTo("shop", "elsewhere"::equals)).isFalse();
  }

  @Test
  void aPortOfTheParentIsAConditionAndPartOfTheName() {
    var spec =
        """
        {parentRefs: [{group: '', kind: Service, name: web, port: 80}], rules: [{}]}
        """;
    var made = only(mesh(route("HTTPRoute", "ported", "shop", 1, spec)));
    assertThat(made.key().name()).isEqualTo("shop~80~web.shop.svc.cluster.local");
    assertThat(made.spec().http().getFirst().match().getFirst().port()).hasValue(80);
  }

  @Test
  void backendsWithoutShareAreLeftOutAndNobodyAnswersWith500() {
    var spec =
        """
        {%s, rules: [
          {name: shares, backendRefs: [
            {name: web, port: 80, weight: 3}, {name: cart, port: 80}, {name: web, port: 80, weight: 0}]},
          {name: one, backendRefs: [{name: web, port: 80, weight: 7}]},
          {name: none, backendRefs: [{name: web, port: 80, weight: 0}]}]}
        """
            .formatted(PARENT);
    var rules = only(mesh(route("HTTPRoute", "weights", "shop", 1, spec))).spec().http();
    assertThat(rules).extracting(HttpRoute::name).containsExactly("shares", "one", "none");
    assertThat(rules.getFirst().route())
        .extracting(HttpRouteDestination::weight)
        .containsExactly(3, 1);
    assertThat(rules.get(1).route()).extracting(HttpRouteDestination::weight).containsExactly(0);
    assertThat(rules.getLast().directResponse().orElseThrow().status()).isEqualTo(500);
  }

  @Test
  void whatDoesNotExistIsNamedAndHarmsNothingElse() {
    var spec =
        """
        {parentRefs: [
          {group: '', kind: Service, name: web}, {group: '', kind: Service, name: gone}],
         rules: [{backendRefs: [
           {name: lost, port: 80}, {group: example.com, kind: Bucket, name: x}, {name: cart, port: 80}],
          filters: [
            {type: RequestMirror, requestMirror: {backendRef: {name: lost, port: 80}}},
            {type: RequestMirror, requestMirror: {backendRef: {name: cart, port: 80}, percent: 5}}]}]}
        """;
    var mesh = mesh(route("HTTPRoute", "broken", "shop", 1, spec));
    var rule = only(mesh).spec().http().getFirst();
    assertThat(rule.route())
        .extracting(target -> target.destination().host())
        .containsExactly("lost.shop.svc.cluster.local", "", "cart.shop.svc.cluster.local");
    assertThat(rule.mirrors()).hasSize(1);
    assertThat(rule.mirrors().getFirst().percentage()).isEqualTo(5);
    var lost =
        "backend lost.shop.svc.cluster.local does not exist; requests to it are answered with 500";
    assertThat(warnings(mesh, "HTTPRoute", "broken"))
        .containsExactlyInAnyOrder(
            "Service shop/gone does not exist",
            lost,
            lost,
            "a backend of the kind Bucket is not served; requests to it are answered with 500");
  }

  @Test
  void connectionsGetVirtualServicesOfTheirOwn() {
    var tcp = "{" + PARENT + ", rules: [{backendRefs: [{name: cart, port: 80}]}]}";
    var tls =
        """
        {hostnames: [a.example.com], %s, rules: [{backendRefs: [{name: cart, port: 80, weight: 0}]}]}
        """
            .formatted(PARENT);
    var mesh = mesh(route("TCPRoute", "t", "shop", 1, tcp), route("TLSRoute", "t", "shop", 2, tls));
    assertThat(names(mesh, "shop"))
        .containsExactly(
            "shop/t~tcp~0~istio-autogenerated-k8s-gateway",
            "shop/t~tls~0~istio-autogenerated-k8s-gateway");
    var all = mesh.virtualServices().visible("mesh", "shop");
    assertThat(all.getFirst().spec().tcp().getFirst().match()).isEmpty();
    var named = all.getLast().spec().tls().getFirst();
    assertThat(named.match().getFirst().sniHosts()).containsExactly("a.example.com");
    assertThat(named.route().getFirst().destination().subset()).isEqualTo("zero-weight");
  }

  @Test
  void whatItStandsForComesAndGoesWithTheService() {
    var route = route("HTTPRoute", "mine", "shop", 1, "{" + PARENT + ", rules: [{}]}");
    var mesh = mesh(route);
    var service = new ObjectKey("", "Service", "shop", "web");
    var without = mesh.apply(ConfigDelta.remove(service));
    assertThat(without.virtualServices().all()).isEmpty();
    var again = without.apply(ConfigDelta.upsert(services()));
    assertThat(again.virtualServices()).isEqualTo(mesh.virtualServices());
  }

  private static List<ConfigObject<?>> services() {
    return new DocumentDecoder().decode("test.yaml", SERVICES).valid();
  }
}
