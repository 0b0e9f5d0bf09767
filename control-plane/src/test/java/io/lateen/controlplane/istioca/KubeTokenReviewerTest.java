// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.istioca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.lateen.controlplane.config.TokenReviewSettings;
import io.lateen.controlplane.istioca.TokenReviewer.Review;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.ServerName;
import io.lateen.identity.secret.SecretText;
import io.lateen.identity.tls.RenewableKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A fake API server with TLS, which answers what the test says. */
class KubeTokenReviewerTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String GOOD =
      """
      {"status": {"authenticated": true, "audiences": ["istio-ca"], "user": {
        "username": "system:serviceaccount:bank:teller",
        "groups": ["system:serviceaccounts", "system:authenticated"],
        "extra": {"authentication.kubernetes.io/pod-uid": ["pod-1"],
                  "authentication.kubernetes.io/node-name": ["host1"]}}}}
      """;

  @TempDir Path folder;

  private final List<JsonNode> asked = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private CertificateAuthority authority;
  private HttpsServer server;
  private TokenReviewSettings settings;
  private String answer = GOOD;
  private int status = 201;

  @BeforeEach
  void start() throws Exception {
    authority = authority("kubernetes");
    var key = new RenewableKey();
    key.replace(
        authority
            .issueServer(
                SpiffeId.controlPlane(authority.trustDomain()), List.of(ServerName.of("127.0.0.1")))
            .orThrow());
    var tls = SSLContext.getInstance("TLS");
    tls.init(new KeyManager[] {key}, null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          assertThat(exchange.getRequestURI().getPath())
              .isEqualTo("/apis/authentication.k8s.io/v1/tokenreviews");
          asked.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
          var body = answer.getBytes(UTF_8);
          exchange.getResponseHeaders().add("Location", "https://elsewhere.example/");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    settings = settings(authority);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private CertificateAuthority authority(String name) {
    return CertificateAuthority.open(
            folder.resolve(name),
            AuthoritySettings.of(new TrustDomain(name)),
            InstantSource.system(),
            RANDOM)
        .orThrow();
  }

  private TokenReviewSettings settings(CertificateAuthority trusted) throws Exception {
    return new TokenReviewSettings(
        URI.create("https://127.0.0.1:" + server.getAddress().getPort()),
        Files.writeString(folder.resolve("roots.pem"), trusted.bundle().pem()),
        Files.writeString(folder.resolve("token"), "own-token\n"),
        TokenReviewSettings.AUDIENCE,
        List.of());
  }

  private Review review(String token) throws Exception {
    return KubeTokenReviewer.open(settings).review(SecretText.of(token));
  }

  @Test
  void asksForItsAudienceAndReadsWhoItIs() throws Exception {
    assertThat(review("canary"))
        .isEqualTo(
            new Review.Account("bank", "teller", Optional.of("pod-1"), Optional.of("host1")));
    var spec = asked.getFirst().path("spec");
    assertThat(spec.path("token").asString("")).isEqualTo("canary");
    assertThat(spec.path("audiences").path(0).asString("")).isEqualTo("istio-ca");
    assertThat(authorizations).containsExactly("Bearer own-token");
  }

  @Test
  void whatTheApiServerDoesNotVouchForIsRefused() throws Exception {
    for (var bad :
        List.of(
            "{}",
            "{\"status\": {\"authenticated\": false, \"error\": \"expired canary\"}}",
            GOOD.replace("[\"istio-ca\"]", "[\"https://kubernetes.default.svc\"]"),
            GOOD.replace("\"audiences\": [\"istio-ca\"], ", ""),
            GOOD.replace("system:serviceaccount:bank:teller", "admin"),
            GOOD.replace("system:serviceaccount:bank:teller", "system:serviceaccount:a:b:c"),
            GOOD.replace("\"system:serviceaccounts\", ", ""))) {
      answer = bad;
      assertThat(review("canary")).isInstanceOf(Review.Refused.class);
      assertThat(review("canary").toString()).doesNotContain("canary");
    }
  }

  @Test
  void anApiServerThatCannotAnswerDecidesNothing() throws Exception {
    for (var code : List.of(500, 503, 401, 403, 302)) {
      status = code;
      assertThat(review("canary")).isInstanceOf(Review.Unknown.class);
    }
    status = 201;
    for (var text : List.of("<html>", "x".repeat(KubeTokenReviewer.MAX_ANSWER + 1))) {
      answer = text;
      assertThat(review("canary")).isInstanceOf(Review.Unknown.class);
    }
    asked.clear();
    settings = settings(authority("stranger"));
    assertThat(review("canary")).isInstanceOf(Review.Unknown.class);
    server.stop(0);
    assertThat(review("canary")).isInstanceOf(Review.Unknown.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void endlessTokensAreNotPassedOn() throws Exception {
    assertThat(review("")).isInstanceOf(Review.Refused.class);
    assertThat(review("x".repeat(KubeTokenReviewer.MAX_TOKEN + 1)))
        .isInstanceOf(Review.Refused.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void theLongestTokenIsPassedOn() throws Exception {
    assertThat(review("x".repeat(KubeTokenReviewer.MAX_TOKEN))).isInstanceOf(Review.Account.class);
  }

  @Test
  void whoRunsNowhereHasNoPodAndNoNode() throws Exception {
    var nowhere = new Review.Account("bank", "teller", Optional.empty(), Optional.empty());
    answer = GOOD.replace("[\"pod-1\"]", "[\"\"]").replace("[\"host1\"]", "[]");
    assertThat(review("canary")).isEqualTo(nowhere);
    answer = GOOD.replaceAll("(?s),\\s*\"extra\".*?\\}\\}\\}\\}", "}}}");
    assertThat(answer).doesNotContain("extra");
    assertThat(review("canary")).isEqualTo(nowhere);
  }

  @Test
  void aRefusalSaysWhetherAReasonWasGivenAndNeverQuotesIt() throws Exception {
    answer = "{\"status\": {\"authenticated\": false, \"error\": \"expired canary\"}}";
    assertThat(review("canary"))
        .isEqualTo(new Review.Refused("the API server does not know the token: it gives a reason"));
    answer = "{\"status\": {\"authenticated\": false}}";
    assertThat(review("canary"))
        .isEqualTo(new Review.Refused("the API server does not know the token: no reason"));
  }

  @Test
  void eachAuthorityOfTheFileIsTrusted() throws Exception {
    var roots = folder.resolve("roots.pem");
    var own = authority.bundle().pem();
    var other = authority("stranger").bundle().pem();
    for (var both : List.of(own + other, other + own)) {
      Files.writeString(roots, both);
      assertThat(review("canary")).isInstanceOf(Review.Account.class);
    }
    Files.writeString(roots, "");
    assertThatThrownBy(() -> review("canary"))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("holds no certificate");
  }

  @Test
  void whoIsInterruptedDecidesNothingAndStaysInterrupted() throws Exception {
    var reviewer = KubeTokenReviewer.open(settings);
    Thread.currentThread().interrupt();
    assertThat(reviewer.review(SecretText.of("canary")))
        .isEqualTo(new Review.Unknown("interrupted"));
    assertThat(Thread.interrupted()).isTrue();
  }
}
