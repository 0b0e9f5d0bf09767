// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.config.Listen;
import io.lateen.identity.certificate.Certificates;
import io.lateen.testkit.pem.TestPem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recognisable secrets of every sort go in; then everything that a control plane shows is read: the
 * answers of its API, good and bad, its metrics, its audit log, its log at the finest level, and
 * its files but the few that are there to hold secrets.
 */
class CanaryTest {

  /** Each holds a secret, is private (0600), and is looked at by nothing else here. */
  private static final Set<String> HOLDERS =
      Set.of("credential.json", "secrets.key", "authority.pem");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Map<String, String> canaries = new LinkedHashMap<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private ControlPlane plane;
  private HttpClient http;
  private String server;
  private String admin;
  private Level before;

  @BeforeEach
  void start() throws Exception {
    var root = root();
    before = root.getLevel();
    root.setLevel(Level.ALL);
    log.start();
    root.addAppender(log);
    var any = new Listen("127.0.0.1", 0);
    var file = folder.resolve("credential.json");
    plane =
        ControlPlane.start(
            new ControlPlaneConfig(
                "cluster.local",
                folder.resolve("data"),
                any,
                any,
                List.of(),
                Optional.of(file),
                List.of()));
    var credential = JSON.readTree(Files.readString(file));
    server = credential.path("server").asString("");
    admin = credential.path("token").asString("");
    http = client(credential.path("ca").asString(""));
  }

  @AfterEach
  void stop() {
    root().detachAppender(log);
    root().setLevel(before);
    http.shutdownNow();
    plane.close();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static HttpClient client(String pem) throws Exception {
    var roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("root", Certificates.fromPem(pem).getFirst());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    var tls = SSLContext.getInstance("TLSv1.3");
    tls.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  private String call(String token, String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/yaml")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.headers().map() + " " + answer.body();
  }

  /** A call whose answer is looked through. */
  private void seen(String token, String method, String path, String body) throws Exception {
    answers.add(
        method + " " + path.replaceAll("\\?.*", "") + ": " + call(token, method, path, body));
  }

  /** The one answer that shows a fresh secret. */
  private String issued(String path, String body) throws Exception {
    var answer = call(admin, "POST", path, body);
    return JSON.readTree(answer.substring(answer.indexOf('{', answer.indexOf("} "))))
        .path("token")
        .asString("");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void plant(String name, String secret) {
    canaries.put(name, secret);
    canaries.put(name + " in base64", base64(secret));
  }

  private static String line(String pem) {
    return pem.lines().skip(2).findFirst().orElseThrow();
  }

  private static String secret(String name, String fields) {
    return "{apiVersion: v1, kind: Secret, metadata: {name: "
        + name
        + ", namespace: edge}, "
        + fields
        + "}";
  }

  private void plantAll() throws Exception {
    plant("the administrator's token", admin);
    plant("a key of a gateway", line(TestPem.text("shop.key")));
    canaries.put("the same in the Secret", TestPem.base64("shop.key").substring(48, 108));
    plant("a value without a meaning", "canary-opaque-7Q4zNnYtR2");
    plant("a text of stringData", "canary-string-9XkPw3LmZ8");
    plant("a key that is garbled", "canary-garbled-5VbHs1KdC6");
    plant("a token nobody issued", "lateen-access-canary0000000000000000000000000000000000000");
    var root = Files.readString(folder.resolve("data/ca/authority.pem"));
    plant("the issuer's key", line(root.substring(root.indexOf("BEGIN PRIVATE"))));
    plant("the root's key", line(root.substring(root.lastIndexOf("BEGIN PRIVATE"))));
    plant("an access token", issued("/lateen/v1/access/tokens", "{subject: ann}"));
    plant("a join token", issued("/lateen/v1/nodes/host1/join-tokens", "{}"));
    assertThat(canaries.values()).allMatch(canary -> canary.length() > 20);
  }

  private String at(String name) {
    return canaries.getOrDefault(name, "");
  }

  private void useAll() throws Exception {
    var tls =
        "type: kubernetes.io/tls, data: {tls.crt: %s, tls.key: %s}"
            .formatted(TestPem.base64("shop.crt"), TestPem.base64("shop.key"));
    var opaque = "data: {password: " + base64(at("a value without a meaning")) + "}";
    var plain = "stringData: {key: " + at("a text of stringData") + "}";
    var garbled =
        "type: kubernetes.io/tls, data: {tls.crt: %s, tls.key: %s}"
            .formatted(TestPem.base64("shop.crt"), base64(at("a key that is garbled")));
    var bodies =
        List.of(
            secret("shop", tls),
            secret("opaque", opaque),
            secret("plain", plain),
            secret("garbled", garbled),
            secret("broken", "data: {tls.key: '" + at("a key that is garbled") + "!'}"),
            secret("wrong", "data: [" + at("a key that is garbled") + "]"));
    for (var body : bodies) {
      for (var mode : List.of("DRY_RUN", "KEEP_GOING", "ALL_OR_NOTHING")) {
        seen(admin, "POST", "/lateen/v1/apply?mode=" + mode, body);
      }
      seen(admin, "POST", "/api/v1/namespaces/edge/secrets", body);
      seen(at("an access token"), "POST", "/lateen/v1/apply", body);
      seen(at("a token nobody issued"), "POST", "/lateen/v1/apply", body);
    }
    seen(admin, "PATCH", "/api/v1/namespaces/edge/secrets/shop", bodies.getFirst());
  }

  private void readAll() throws Exception {
    for (var path :
        List.of(
            "/api/v1/secrets",
            "/api/v1/namespaces/edge/secrets/shop",
            "/api/v1/namespaces/edge/secrets/opaque",
            "/api/v1/namespaces/edge/secrets/plain",
            "/api/v1/events",
            "/lateen/v1/history?kind=Secret&namespace=edge&name=shop",
            "/lateen/v1/history?kind=Secret&namespace=edge&name=plain",
            "/lateen/v1/problems",
            "/lateen/v1/status",
            "/lateen/v1/proxies",
            "/lateen/v1/whoami",
            "/lateen/v1/ca",
            "/lateen/v1/mtls",
            "/lateen/v1/ca/bundle",
            "/lateen/v1/access/tokens",
            "/lateen/v1/access/bindings",
            "/lateen/v1/audit?after=0",
            "/lateen/v1/audit/export",
            "/lateen/v1/nothing",
            "/v3/discovery:client_status",
            "/metrics",
            "/version")) {
      seen(admin, "GET", path, "");
      seen(at("an access token"), "GET", path, "");
      seen(at("a token nobody issued"), "GET", path, "");
    }
  }

  @Test
  void noSecretComesOut() throws Exception {
    plantAll();
    useAll();
    readAll();
    assertThat(answers).anyMatch(answer -> answer.contains("CN=shop.example.com"));
    answers.forEach(answer -> clean("an answer", answer));
    assertThat(log.list).isNotEmpty();
    List.copyOf(log.list).forEach(event -> clean("the log", text(event)));
    plane.close();
    files();
  }

  private static String text(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    return event.getLoggerName()
        + " "
        + event.getFormattedMessage()
        + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
  }

  private void files() throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (!HOLDERS.contains(file.getFileName().toString())) {
          clean(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  private void clean(String where, String text) {
    canaries.forEach(
        (name, canary) -> assertThat(text).as("%s in %s", name, where).doesNotContain(canary));
  }
}
