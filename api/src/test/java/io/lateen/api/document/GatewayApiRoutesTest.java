// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.gatewayapi.BackendRef;
import io.lateen.api.gatewayapi.ConnectionRoute;
import io.lateen.api.gatewayapi.ParentRef;
import io.lateen.api.gatewayapi.RequestRoute;
import io.lateen.api.gatewayapi.RequestRule;
import io.lateen.api.networking.HttpRedirect;
import io.lateen.api.networking.HttpRewrite;
import io.lateen.api.networking.RedirectPort;
import io.lateen.api.networking.RegexRewrite;
import io.lateen.api.networking.StringMatch;
import io.lateen.api.networking.UnmatchedPreflights;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GatewayApiRoutesTest {

  private static final String FILE = "gateway-api-routes.yaml";

  private static RequestRule rule(int index) {
    return Valid.spec(FILE, RequestRoute.class, "full").rules().get(index);
  }

  @Test
  void parentsHaveTheirDefaults() {
    var parents = Valid.spec(FILE, RequestRoute.class, "full").parents();
    assertThat(parents).extracting(ParentRef::isService).containsExactly(true, false, false);
    assertThat(parents).extracting(ParentRef::isServiceEntry).containsExactly(false, true, false);
    assertThat(parents).extracting(ParentRef::isGateway).containsExactly(false, false, true);
    assertThat(parents).extracting(ParentRef::namespace).containsExactly("shop", "egress", "shop");
    assertThat(parents.getLast().section()).isEqualTo("https");
    assertThat(parents.getFirst().port()).hasValue(80);
  }

  @Test
  void conditionsAreThoseOfVirtualServices() {
    var match = rule(0).match();
    assertThat(match.getFirst().uri()).contains(new StringMatch.Prefix("/prefix"));
    assertThat(match.getFirst().method()).contains(new StringMatch.Exact("GET"));
    assertThat(match.getFirst().headers())
        .isEqualTo(Map.of("x-user", new StringMatch.Regex("a.*")));
    assertThat(match.getFirst().queryParams()).isEqualTo(Map.of("q", new StringMatch.Exact("one")));
    assertThat(match.getLast().uri()).contains(new StringMatch.Exact("/exact"));
    assertThat(rule(1).match()).isEmpty();
  }

  @Test
  void filtersAreThoseOfVirtualServices() {
    var rule = rule(0);
    assertThat(rule.headers().request().set()).isEqualTo(Map.of("x-set", "one"));
    assertThat(rule.headers().request().add()).isEqualTo(Map.of("x-add", "two words"));
    assertThat(rule.headers().request().remove()).containsExactly("x-gone");
    assertThat(rule.headers().response().remove()).containsExactly("server");
    assertThat(rule.mirrors().getFirst().percentage()).isEqualTo(12.5);
    assertThat(rule.rewrite())
        .contains(
            new HttpRewrite("", "inner.example.com", Optional.of(new RegexRewrite("/.*", "/new"))));
    assertThat(rule(1).redirect())
        .contains(
            new HttpRedirect(
                "",
                "secure.example.com",
                OptionalInt.of(8443),
                Optional.empty(),
                "https",
                308,
                "/"));
  }

  @Test
  void redirectsKeepThePortOfTheRequestUnlessTheyNameAScheme() {
    var redirect = redirect("{hostname: x.example.com}");
    assertThat(redirect.derivePort()).contains(RedirectPort.FROM_REQUEST_PORT);
    assertThat(redirect.redirectCode()).isEqualTo(302);
    assertThat(redirect("{scheme: https}").derivePort())
        .contains(RedirectPort.FROM_PROTOCOL_DEFAULT);
  }

  private static HttpRedirect redirect(String text) {
    var document =
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: x}
        spec: {rules: [{filters: [{type: RequestRedirect, requestRedirect: %s}]}]}
        """
            .formatted(text);
    var object = new DocumentDecoder().decode("x.yaml", document).valid().getFirst();
    return object.as(RequestRoute.class).orElseThrow().spec().rules().getFirst().redirect().get();
  }

  @Test
  void originsWithStarsArePatterns() {
    var cors = rule(0).cors().orElseThrow();
    assertThat(cors.allowOrigins())
        .containsExactly(
            new StringMatch.Regex("^https://.*\\.example\\.com$"),
            new StringMatch.Exact("https://example.org"),
            new StringMatch.Prefix("https://"));
    assertThat(cors.maxAge()).contains(Duration.ofMinutes(1));
    assertThat(cors.allowCredentials()).contains(true);
    assertThat(cors.unmatchedPreflights()).isEqualTo(UnmatchedPreflights.IGNORE);
  }

  @Test
  void theTimeForABackendIsThatOfOneTry() {
    assertThat(rule(0).timeout()).contains(Duration.ofSeconds(10));
    var retries = rule(0).retries().orElseThrow();
    assertThat(retries.attempts()).isEqualTo(3);
    assertThat(retries.perTryTimeout()).contains(Duration.ofMillis(500));
    assertThat(retries.backoff()).contains(Duration.ofMillis(50));
    assertThat(retries.retryOn())
        .isEqualTo("connect-failure,refused-stream,unavailable,cancelled,503,504");
  }

  @Test
  void backendsHaveWeightsAndHeadersOfTheirOwn() {
    var backends = rule(0).backends();
    assertThat(backends).extracting(BackendRef::weight).containsExactly(3, 1);
    assertThat(backends).extracting(BackendRef::namespace).containsExactly("", "other");
    assertThat(backends.getFirst().headers().request().set()).isEqualTo(Map.of("version", "v1"));
  }

  @Test
  void aRouteWithoutRulesHasOneForEverything() {
    var rules = Valid.spec(FILE, RequestRoute.class, "least").rules();
    assertThat(rules).hasSize(1);
    assertThat(rules.getFirst().match()).isEmpty();
    assertThat(rules.getFirst().backends()).isEmpty();
  }

  @Test
  void callsArePaths() {
    var rules = Valid.spec(FILE, RequestRoute.class, "calls").rules();
    List<Optional<StringMatch>> uris =
        rules.getFirst().match().stream().map(match -> match.uri()).toList();
    assertThat(uris)
        .containsExactly(
            Optional.of(new StringMatch.Exact("/shop.Cart/Add")),
            Optional.of(new StringMatch.Prefix("/shop.Cart/")),
            Optional.of(new StringMatch.Regex("/[^/]+/Add")),
            Optional.of(new StringMatch.Regex("/shop\\..*/.+")),
            Optional.empty());
  }

  @Test
  void routesOfConnectionsHaveBackends() {
    var stream = Valid.spec(FILE, ConnectionRoute.class, "stream");
    assertThat(stream.rules().getFirst().backends())
        .extracting(BackendRef::weight)
        .containsExactly(0, 1);
    assertThat(Valid.spec(FILE, ConnectionRoute.class, "names").hostnames())
        .containsExactly("db.example.com");
  }
}
