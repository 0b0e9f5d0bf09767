// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.networking.Destination;
import io.lateen.api.networking.FaultAbort.Code.HttpStatus;
import io.lateen.api.networking.HttpMirror;
import io.lateen.api.networking.RedirectPort;
import io.lateen.api.networking.ResponseBody;
import io.lateen.api.networking.StringMatch;
import io.lateen.api.networking.UnmatchedPreflights;
import io.lateen.api.networking.VirtualService;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class VirtualServiceTest {

  private final VirtualService spec =
      Valid.spec("virtual-service.yaml", VirtualService.class, "shop");

  @Test
  void metadataIsKept() {
    var meta = Valid.object("virtual-service.yaml", VirtualService.class, "shop").meta();
    assertThat(meta.namespace()).isEqualTo("market");
    assertThat(meta.creation()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(meta.uid()).isEqualTo("6f1c");
    assertThat(meta.generation()).isEqualTo(4);
    assertThat(meta.label("team")).isEqualTo("web");
    assertThat(meta.annotation("absent")).isEmpty();
  }

  @Test
  void hostsGatewaysAndVisibilityAreKeptAsWritten() {
    assertThat(spec.hosts()).containsExactly("shop", "*.shop.example.com");
    assertThat(spec.gateways()).containsExactly("mesh", "edge/front");
    assertThat(spec.exportTo()).containsExactly(".", "billing");
    assertThat(spec.isDelegate()).isFalse();
  }

  @Test
  void matchesHaveEveryCondition() {
    var match = spec.http().getFirst().match().getFirst();
    assertThat(match.uri()).contains(new StringMatch.Prefix("/cart"));
    assertThat(match.scheme()).contains(new StringMatch.Exact("http"));
    assertThat(match.authority()).contains(new StringMatch.Regex("shop\\..*"));
    assertThat(match.headers())
        .isEqualTo(
            Map.of("end-user", new StringMatch.Exact("jason"), "x-any", new StringMatch.Present()));
    assertThat(match.withoutHeaders()).isEqualTo(Map.of("x-robot", new StringMatch.Present()));
    assertThat(match.queryParams()).containsKey("page");
    assertThat(match.port()).hasValue(8080);
    assertThat(match.sourceLabels()).isEqualTo(Map.of("app", "front"));
    assertThat(match.sourceNamespace()).isEqualTo("web");
    assertThat(match.ignoreUriCase()).isTrue();
    assertThat(match.statPrefix()).isEqualTo("cart");
    assertThat(match.conditions().name()).isEmpty();
  }

  @Test
  void rulesKnowTheirLine() {
    assertThat(spec.http().getFirst().line()).isEqualTo(17);
    assertThat(spec.http().getFirst().match().getFirst().line()).isEqualTo(19);
  }

  @Test
  void routesHaveWeightsAndHeaders() {
    var routes = spec.http().getFirst().route();
    assertThat(routes).extracting(route -> route.weight()).containsExactly(90, 10);
    assertThat(routes.getFirst().destination())
        .isEqualTo(new Destination("cart", "v1", OptionalInt.of(9080)));
    assertThat(routes.getFirst().headers().response().remove()).containsExactly("x-internal");
  }

  @Test
  void policiesOfARuleAreRead() {
    var rule = spec.http().getFirst();
    assertThat(rule.timeout()).contains(Duration.ofSeconds(2));
    var retries = rule.retries().orElseThrow();
    assertThat(retries.attempts()).isEqualTo(3);
    assertThat(retries.perTryTimeout()).contains(Duration.ofMillis(500));
    assertThat(retries.retryOn()).isEqualTo("5xx,reset,503");
    assertThat(retries.retryIgnorePreviousHosts()).contains(false);
    var fault = rule.fault().orElseThrow();
    assertThat(fault.delay().orElseThrow().percentage()).isEqualTo(0.1);
    assertThat(fault.abort().orElseThrow().code()).isEqualTo(new HttpStatus(503));
    assertThat(rule.corsPolicy().orElseThrow().unmatchedPreflights())
        .isEqualTo(UnmatchedPreflights.IGNORE);
    assertThat(rule.corsPolicy().orElseThrow().maxAge()).contains(Duration.ofHours(24));
    assertThat(rule.headers().request().add()).containsKey("x-peer");
  }

  @Test
  void bothFormsOfMirrorsEndInOneList() {
    assertThat(spec.http().getFirst().mirrors())
        .containsExactly(
            new HttpMirror(new Destination("cart-shadow", "", OptionalInt.empty()), 25.5));
    assertThat(spec.http().getLast().mirrors())
        .extracting(HttpMirror::percentage)
        .containsExactly(10.0, 100.0);
  }

  @Test
  void otherActionsAreRead() {
    var redirect = spec.http().get(1).redirect().orElseThrow();
    assertThat(redirect.derivePort()).contains(RedirectPort.FROM_REQUEST_PORT);
    assertThat(redirect.redirectCode()).isEqualTo(308);
    assertThat(spec.http().get(2).directResponse().orElseThrow().body())
        .isEqualTo(Optional.of(new ResponseBody.Text("fine")));
    assertThat(spec.http().get(3).delegate().orElseThrow().namespace()).isEqualTo("team");
    var rewrite = spec.http().getLast().rewrite().orElseThrow();
    assertThat(rewrite.uriRegexRewrite().orElseThrow().rewrite()).isEqualTo("/all/\\1");
  }

  @Test
  void connectionsAreRouted() {
    assertThat(spec.tls().getFirst().match().getFirst().destinationSubnets())
        .containsExactly("10.0.0.0/8", "10.1.2.3");
    assertThat(spec.tcp().getFirst().match().getFirst().port()).hasValue(27017);
  }
}
