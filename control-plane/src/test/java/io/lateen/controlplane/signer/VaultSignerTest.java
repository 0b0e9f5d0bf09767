// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.signer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.lateen.controlplane.config.SignerSettings;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.ServerName;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.crypto.KeyKind;
import io.lateen.identity.crypto.LocalKey;
import io.lateen.identity.crypto.SignatureProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class VaultSignerTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] CONTENT = "to be signed".getBytes(UTF_8);

  @TempDir Path folder;

  private final LocalKey key = LocalKey.generate(RANDOM, SignatureProvider.JDK);
  private final List<String> tokens = new ArrayList<>();
  private CertificateAuthority authority;
  private HttpsServer vault;
  private SignerSettings settings;
  private List<Integer> failures = new ArrayList<>();
  private String answer = "{\"data\":{\"signature\":\"vault:v1:SIGNATURE\"}}";

  @BeforeEach
  void startVault() throws Exception {
    var domain = new TrustDomain("vault");
    authority =
        CertificateAuthority.open(
                folder, AuthoritySettings.of(domain), InstantSource.system(), RANDOM)
            .orThrow();
    var server = SignerTls.context(write("server", authority, ""));
    vault = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vault.setHttpsConfigurator(
        new HttpsConfigurator(server) {
          @Override
          public void configure(HttpsParameters parameters) {
            var tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    vault.createContext(
        "/v1/transit/sign/mesh",
        exchange -> {
          tokens.add(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
          var request = JSON.readTree(exchange.getRequestBody().readAllBytes());
          var input = Base64.getDecoder().decode(request.path("input").asString(""));
          int status = failures.isEmpty() ? 200 : failures.removeFirst();
          var body = answer.replace("SIGNATURE", sign(input)).getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    vault.start();
    settings = write("client", authority, "/v1/transit/sign/mesh");
  }

  private String sign(byte[] input) throws IOException {
    try {
      return Base64.getEncoder().encodeToString(key.sign(input));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  @AfterEach
  void stopVault() {
    vault.stop(0);
  }

  private SignerSettings write(String name, CertificateAuthority issuer, String path)
      throws IOException {
    var id = SpiffeId.controlPlane(issuer.trustDomain());
    KeyedSvid svid =
        issuer
            .issueServer(id, List.of(ServerName.of("127.0.0.1"), ServerName.of("localhost")))
            .orThrow();
    int port = path.isEmpty() ? 1 : vault.getAddress().getPort();
    var token = Files.writeString(folder.resolve("token"), "canary-token\n");
    return new SignerSettings(
        URI.create("https://127.0.0.1:" + port + path),
        Files.writeString(folder.resolve(name + "-roots.pem"), authority.bundle().pem()),
        Files.writeString(folder.resolve(name + ".pem"), svid.svid().pem()),
        Files.writeString(folder.resolve(name + "-key.pem"), svid.key().pem().reveal()),
        Optional.of(token));
  }

  @Test
  void theVaultSigns() throws Exception {
    var signature = VaultSigner.open(settings).sign(KeyKind.P256, CONTENT);
    var check = Signature.getInstance("SHA256withECDSA");
    check.initVerify(key.publicKey());
    check.update(CONTENT);
    assertThat(check.verify(signature)).isTrue();
    assertThat(tokens).containsExactly("canary-token");
  }

  @Test
  void aFailureIsTriedAgainOnceAndARefusalNever() throws Exception {
    var signer = VaultSigner.open(settings);
    failures = new ArrayList<>(List.of(503));
    assertThat(signer.sign(KeyKind.P256, CONTENT)).isNotEmpty();
    failures = new ArrayList<>(List.of(503, 503));
    refused(signer, "answers 503");
    tokens.clear();
    failures = new ArrayList<>(List.of(403));
    refused(signer, "refuses with 403");
    assertThat(tokens).hasSize(1);
  }

  @Test
  void answersThatAreNoneAreRefused() throws Exception {
    var signer = VaultSigner.open(settings);
    for (var text :
        List.of("", "{}", "{\"data\":{\"signature\":\"x\"}}", "<html>", "a".repeat(100_000))) {
      answer = text;
      refused(signer, "127.0.0.1");
    }
    answer = "{\"data\":{\"signature\":\"vault:v1:***\"}}";
    refused(signer, "not readable");
  }

  @Test
  void aVaultThatIsDownOrSomebodyElseGetsNothing() throws Exception {
    var other =
        CertificateAuthority.open(
                folder.resolve("other"),
                AuthoritySettings.of(new TrustDomain("vault")),
                InstantSource.system(),
                RANDOM)
            .orThrow();
    refused(VaultSigner.open(write("stranger", other, "/v1/transit/sign/mesh")), "does not answer");
    vault.stop(0);
    refused(VaultSigner.open(settings), "does not answer");
    assertThat(tokens).isEmpty();
  }

  private static void refused(VaultSigner signer, String reason) {
    assertThatThrownBy(() -> signer.sign(KeyKind.P256, CONTENT))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("canary");
  }
}
