// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.testkit.pem.TestPem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys go in and never come out, whatever is asked. */
class SecretsApiTest {

  private static final String SECRETS = "/api/v1/namespaces/edge/secrets";
  private static final String HISTORY = "/lateen/v1/history?kind=Secret&namespace=edge&name=shop";

  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new Rig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static String secret(String certificate, String key) {
    return """
    apiVersion: v1
    kind: Secret
    type: kubernetes.io/tls
    metadata: {name: shop, namespace: edge}
    data:
      tls.crt: %s
      tls.key: %s
    """
        .formatted(TestPem.base64(certificate), TestPem.base64(key));
  }

  /** Pieces of the keys in clear and in Base64. */
  private static String[] canaries() {
    return List.of("shop.key", "rsa.key").stream()
        .flatMap(
            name ->
                List.of(
                    TestPem.text(name).lines().skip(1).findFirst().orElseThrow(),
                    TestPem.base64(name).substring(48, 108))
                    .stream())
        .toArray(String[]::new);
  }

  private Rig.Answer apply(String text) throws Exception {
    return rig.send("POST", "/lateen/v1/apply", "application/yaml", text);
  }

  @Test
  void showsWhomItNamesAndUntilWhen() throws Exception {
    assertThat(apply(secret("shop.crt", "shop.key")).json().path("accepted").asBoolean()).isTrue();

    var read = rig.get(SECRETS + "/shop");
    assertThat(read.json().path("status").path("certificate").path("subject").asString(""))
        .isEqualTo("CN=shop.example.com");
    assertThat(read.text()).contains("notAfter").doesNotContain(canaries());
  }

  @Test
  void noAnswerAndNoFileHasAKey() throws Exception {
    apply(secret("shop.crt", "shop.key"));
    apply(secret("rsa.crt", "rsa.key"));

    for (var path : List.of(SECRETS, SECRETS + "/shop", HISTORY, "/lateen/v1/problems")) {
      assertThat(rig.get(path).text()).as(path).doesNotContain(canaries());
    }
    var preview =
        rig.send(
            "POST",
            "/lateen/v1/apply?mode=DRY_RUN",
            "application/yaml",
            secret("shop.crt", "shop.key"));
    assertThat(preview.text()).contains("would be configured").doesNotContain(canaries());
    assertThat(rig.send("POST", SECRETS, "application/yaml", secret("shop.crt", "rsa.key")).text())
        .contains("cannot be read, or belongs to a certificate of another kind")
        .doesNotContain(canaries());
    assertThat(filesText()).contains("shop.example.com").doesNotContain(canaries());
  }

  private String filesText() throws IOException {
    var all = new StringBuilder("shop.example.com");
    try (var files = Files.list(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void theSameAgainIsNoChange() throws Exception {
    apply(secret("shop.crt", "shop.key"));

    var again = apply(secret("shop.crt", "shop.key"));
    assertThat(again.json().path("results").path(0).path("outcome").asString(""))
        .isEqualTo("unchanged");
  }

  @Test
  void whatWasReadCanBeWrittenBackButNotElsewhere() throws Exception {
    apply(secret("shop.crt", "shop.key"));
    var text = rig.get(SECRETS + "/shop").text();

    assertThat(apply(text).json().path("results").path(0).path("outcome").asString(""))
        .isEqualTo("unchanged");
    var stolen = apply(text.replace("\"namespace\":\"edge\"", "\"namespace\":\"mine\""));
    assertThat(stolen.json().path("accepted").asBoolean()).isFalse();
    assertThat(stolen.text()).contains("was sealed elsewhere");
  }

  @Test
  void anEarlierRevisionComesBackSealed() throws Exception {
    apply(secret("shop.crt", "shop.key"));
    apply(secret("rsa.crt", "rsa.key"));

    var undone = rig.send("POST", HISTORY.replace("history", "undo"), "application/json", "");
    assertThat(undone.status()).as(undone.text()).isEqualTo(200);
    assertThat(rig.get(SECRETS + "/shop").text()).contains("CN=shop.example.com");
  }
}
