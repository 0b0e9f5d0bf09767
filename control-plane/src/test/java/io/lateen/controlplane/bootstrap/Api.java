// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.lateen.identity.certificate.Certificates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the API that uses the credential file, as the command line does. */
final class Api implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode credential;
  private final HttpClient http;

  Api(Path credentialFile) throws Exception {
    credential = JSON.readTree(Files.readString(credentialFile));
    var roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("root", roots().getFirst());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    var tls = SSLContext.getInstance("TLSv1.3");
    tls.init(null, trust.getTrustManagers(), null);
    http = HttpClient.newBuilder().sslContext(tls).build();
  }

  List<X509Certificate> roots() throws Exception {
    return Certificates.fromPem(credential.path("ca").asString(""));
  }

  /** Trusts the mesh's roots and shows no certificate. */
  SSLContext tls() {
    return http.sslContext();
  }

  String token() {
    return credential.path("token").asString("");
  }

  JsonNode post(String path, String yaml) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(yaml)));
  }

  JsonNode get(String path) throws Exception {
    return send(request(path));
  }

  JsonNode delete(String path) throws Exception {
    return send(request(path).DELETE());
  }

  /** Asks until the answer is as expected, for 20 seconds at most; returns the last answer. */
  JsonNode eventually(String path, Predicate<JsonNode> expected) throws Exception {
    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var answer = get(path);
    while (!expected.test(answer)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(answer);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      answer = get(path);
    }
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(credential.path("server").asString("") + path))
        .header("Authorization", "Bearer " + token());
  }

  private JsonNode send(HttpRequest.Builder request) throws Exception {
    var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
