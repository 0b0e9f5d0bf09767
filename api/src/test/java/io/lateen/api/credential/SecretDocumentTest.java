// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.document.DecodedDocuments;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.document.ObjectCheck;
import io.lateen.api.kubernetes.Secret;
import io.lateen.base.problem.Problem;
import io.lateen.testkit.pem.TestPem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretDocumentTest {

  /** Seals to the place and the length of the value. */
  private static final Seal FAKE =
      new Seal() {
        @Override
        public String close(SealedPlace place, byte[] value) {
          return MARK + place.text() + "#" + value.length;
        }

        @Override
        public boolean isIntact(SealedPlace place, String text) {
          return text.startsWith(MARK + place.text() + "#");
        }
      };

  private static DecodedDocuments decode(String text) {
    return new DocumentDecoder("default", ObjectCheck.NONE, FAKE).decode("secret.yaml", text);
  }

  private static String tls(String certificate, String key) {
    return """
        apiVersion: v1
        kind: Secret
        type: kubernetes.io/tls
        metadata: {name: shop, namespace: edge}
        data:
          tls.crt: %s
          tls.key: %s
        """
        .formatted(certificate, key);
  }

  private static Secret secret(DecodedDocuments decoded) {
    assertThat(decoded.problems().list()).isEmpty();
    return (Secret) decoded.valid().getFirst().spec();
  }

  private static List<String> messages(DecodedDocuments decoded) {
    assertThat(decoded.valid()).isEmpty();
    return decoded.problems().list().stream().map(Problem::message).toList();
  }

  @ParameterizedTest
  @CsvSource({"shop.crt,shop.key", "shop.crt,shop.p8", "rsa.crt,rsa.key"})
  void takesTheUsualFormsOfKeys(String certificate, String key) {
    var read = secret(decode(tls(TestPem.base64(certificate), TestPem.base64(key))));

    var pair = read.pair().orElseThrow();
    assertThat(pair.chain()).isEqualTo(TestPem.text(certificate));
    assertThat(pair.key().text())
        .isEqualTo("sealed:edge/shop/tls.key#" + TestPem.text(key).length());
  }

  @Test
  void saysWhatTheCertificateSays() {
    var shown =
        secret(decode(tls(TestPem.base64("shop.crt"), TestPem.base64("shop.key"))))
            .pair()
            .orElseThrow()
            .shown();

    assertThat(shown.subject()).isEqualTo("CN=shop.example.com");
    assertThat(shown.notAfter()).isAfter(shown.notBefore());
  }

  @ParameterizedTest
  @CsvSource({
    "shop.crt,rsa.key,the key cannot be read",
    "rsa.crt,weak.key,the key does not belong to the certificate",
    "shop.crt,encrypted.key,the key is encrypted",
    "shop.crt,ca.crt,the key has no PEM block of a private key",
    "weak.crt,weak.key,its RSA key has fewer than 2048 bits",
    "shop.key,shop.key,contains a private key"
  })
  void refusesKeysThatProxiesCannotUse(String certificate, String key, String message) {
    assertThat(messages(decode(tls(TestPem.base64(certificate), TestPem.base64(key)))))
        .anySatisfy(found -> assertThat(found).contains(message));
  }

  @Test
  void namesTheLineAndNeverTheValue() {
    var decoded = decode(tls("SGVsbG8gd29ybGQK", "c2VjcmV0LWNhbmFyeQ=="));

    assertThat(decoded.problems().list())
        .anySatisfy(
            problem -> {
              assertThat(problem.location().line()).isEqualTo(6);
              assertThat(problem.path()).isEqualTo("data[\"tls.crt\"]");
            });
    assertThat(decoded.toString()).doesNotContain("Hello", "canary", "SGVsbG8", "c2VjcmV0");
  }

  @Test
  void wantsBase64() {
    assertThat(messages(decode(tls("'not base64!'", "'****'"))))
        .contains("is not Base64")
        .contains("a Secret of the type kubernetes.io/tls needs tls.crt and tls.key");
  }

  @Test
  void hasABound() {
    var much = Base64.getEncoder().encodeToString(new byte[SecretDocument.MAX_BYTES + 1]);

    assertThat(messages(decode(tls(much, "")))).anyMatch(message -> message.contains("bytes"));
  }

  @Test
  void readsIstiosLayoutAuthoritiesAndRevocations() {
    var read =
        secret(
            decode(
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: shop, namespace: edge}
                data: {cert: %s, key: %s, cacert: %s, crl: %s, password: c2VjcmV0}
                """
                    .formatted(
                        TestPem.base64("shop.crt"),
                        TestPem.base64("shop.key"),
                        TestPem.base64("ca.crt"),
                        TestPem.base64("crl.pem"))));

    assertThat(read.pair()).isPresent();
    assertThat(read.roots()).isEqualTo(TestPem.text("ca.crt"));
    assertThat(read.crl()).isEqualTo(TestPem.text("crl.pem"));
  }

  @Test
  void leavesNoCopyOfAKeyInTheStoredDocument() {
    var canary = TestPem.text("shop.key").lines().skip(1).findFirst().orElseThrow();
    var copy = "{\\\"data\\\":{\\\"tls.key\\\":\\\"" + TestPem.base64("shop.key") + "\\\"}}";
    var json =
        decode(
                """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: shop
                  namespace: edge
                  annotations:
                    kubectl.kubernetes.io/last-applied-configuration: "%s"
                    owner: me
                stringData:
                  note: a password
                  tls.key: |
                %s
                data: {tls.crt: %s}
                other: %s
                """
                    .formatted(
                        copy,
                        TestPem.text("shop.key").indent(4).stripTrailing(),
                        TestPem.base64("shop.crt"),
                        TestPem.base64("shop.key")))
            .objects()
            .getFirst()
            .json();

    var base64 = TestPem.base64("shop.key");
    assertThat(json)
        .contains("owner", base64("sealed:edge/shop/note#10"))
        .doesNotContain(canary, base64, "a password", base64("a password"), "stringData");
  }

  @Test
  void takesASealedKeyBackAtItsPlaceOnly() {
    var first = decode(tls(TestPem.base64("shop.crt"), TestPem.base64("shop.key")));
    var stored = first.objects().getFirst().json();

    assertThat(secret(decode(stored))).isEqualTo(secret(first));
    assertThat(messages(decode(stored.replace("\"shop\"", "\"mine\""))))
        .anyMatch(message -> message.contains("was sealed elsewhere"));
  }

  @Test
  void leavesOtherSecretsAlone() {
    var decoded =
        decode(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: login, namespace: edge}
            stringData: {password: canary}
            """);

    assertThat(decoded.objects()).isEmpty();
    assertThat(decoded.problems().hasErrors()).isFalse();
    assertThat(decoded.toString()).doesNotContain("canary");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
