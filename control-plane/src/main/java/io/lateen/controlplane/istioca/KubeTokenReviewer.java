// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.istioca;

import io.lateen.controlplane.config.TokenReviewSettings;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reviews tokens at an API server ({@code POST /apis/authentication.k8s.io/v1/tokenreviews}). What
 * the token says about itself is not read: the API server knows its keys and whether the Pod that
 * it is bound to still exists.
 */
public final class KubeTokenReviewer implements TokenReviewer {

  /** Longest time of one review. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Longest token that is passed on; those of Kubernetes have about 1,200 characters. */
  static final int MAX_TOKEN = 8 * 1024;

  /** Largest answer that is read, in bytes. */
  static final int MAX_ANSWER = 64 * 1024;

  private static final String PATH = "/apis/authentication.k8s.io/v1/tokenreviews";
  private static final String USER = "system:serviceaccount:";
  private static final String GROUP = "system:serviceaccounts";
  private static final String POD = "authentication.kubernetes.io/pod-uid";
  private static final String NODE = "authentication.kubernetes.io/node-name";
  private static final int USER_PARTS = 4;
  private static final int SUCCESS = 2;
  private static final int CLASS_OF_STATUS = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TokenReviewSettings settings;
  private final HttpClient http;

  KubeTokenReviewer(TokenReviewSettings settings, SSLContext tls) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .sslContext(tls)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * A reviewer that trusts the authorities of the settings and no others.
   *
   * @throws IOException when their file cannot be read
   * @throws GeneralSecurityException when it holds no certificates
   */
  public static KubeTokenReviewer open(TokenReviewSettings settings)
      throws IOException, GeneralSecurityException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    int number = 0;
    for (var root : Certificates.fromPem(Files.readString(settings.authorities()))) {
      trusted.setCertificateEntry("root-" + number++, root);
    }
    if (number == 0) {
      throw new GeneralSecurityException(settings.authorities() + " holds no certificate");
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return new KubeTokenReviewer(settings, context);
  }

  @Override
  public Review review(SecretText token) {
    if (token.reveal().isEmpty() || token.reveal().length() > MAX_TOKEN) {
      return new Review.Refused("the token is empty or too long");
    }
    try {
      var answer =
          http.send(request(token), BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER));
      return answer.statusCode() / CLASS_OF_STATUS == SUCCESS
          ? read(answer)
          : new Review.Unknown("the API server answers " + answer.statusCode());
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      return new Review.Unknown("the API server gives no review: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Review.Unknown("interrupted");
    }
  }

  /** Our own token is read anew each time: kubelet replaces it. */
  private HttpRequest request(SecretText token) throws IOException {
    var body = JSON.createObjectNode();
    body.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenReview");
    var spec = body.putObject("spec").put("token", token.reveal());
    spec.putArray("audiences").add(settings.audience());
    return HttpRequest.newBuilder(settings.address().resolve(PATH))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + Files.readString(settings.token()).strip())
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
  }

  private Review read(HttpResponse<String> answer) {
    var status = JSON.readTree(answer.body()).path("status");
    if (!status.path("authenticated").asBoolean(false)) {
      return new Review.Refused("the API server does not know the token: " + error(status));
    }
    if (!holds(status.path("audiences"), settings.audience())) {
      return new Review.Refused("the token is not meant for " + settings.audience());
    }
    var user = status.path("user");
    var name = user.path("username").asString("");
    var parts = name.split(":", -1);
    if (!name.startsWith(USER)
        || parts.length != USER_PARTS
        || !holds(user.path("groups"), GROUP)) {
      return new Review.Refused("the token is not a service account's");
    }
    var extra = user.path("extra");
    return new Review.Account(parts[2], parts[3], first(extra, POD), first(extra, NODE));
  }

  /** An API server may quote what it was sent. */
  private static String error(JsonNode status) {
    return status.path("error").asString("").isEmpty() ? "no reason" : "it gives a reason";
  }

  private static boolean holds(JsonNode list, String wanted) {
    for (var item : list) {
      if (item.asString("").equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> first(JsonNode extra, String key) {
    return Optional.of(extra.path(key).path(0).asString("")).filter(text -> !text.isEmpty());
  }
}
