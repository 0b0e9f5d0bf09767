// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.signer;

import io.lateen.controlplane.config.SignerSettings;
import io.lateen.identity.authority.RemoteSigner;
import io.lateen.identity.crypto.KeyKind;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs by the transit engine of Vault or OpenBao ({@code POST /v1/transit/sign/NAME}) over mutual
 * TLS. Safe for all threads; blocks.
 */
public final class VaultSigner implements RemoteSigner {

  /** Longest time of one attempt. */
  static final Duration ATTEMPT = Duration.ofSeconds(3);

  /** Attempts for one signature; a refusal of the vault is not repeated. */
  static final int ATTEMPTS = 2;

  /** Signatures that are asked for at a time; more wait up to {@link #ATTEMPT}. */
  static final int MAX_CALLS = 64;

  /** Largest answer that is read, in characters. */
  private static final int MAX_ANSWER = 16 * 1024;

  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SignerSettings settings;
  private final HttpClient http;
  private final Semaphore calls = new Semaphore(MAX_CALLS);

  VaultSigner(SignerSettings settings, SSLContext tls) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .sslContext(tls)
            .connectTimeout(ATTEMPT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * A signer with the certificate and the authorities of the settings.
   *
   * @throws IOException when a file cannot be read
   * @throws GeneralSecurityException when one is no PEM of what it should be
   */
  public static VaultSigner open(SignerSettings settings)
      throws IOException, GeneralSecurityException {
    return new VaultSigner(settings, SignerTls.context(settings));
  }

  @Override
  public String place() {
    return settings.address().toString();
  }

  @Override
  public byte[] sign(KeyKind kind, byte[] content) throws GeneralSecurityException {
    try {
      if (!calls.tryAcquire(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SignatureException(place() + " does not keep up with what is asked of it");
      }
      try {
        return attempts(request(kind, content));
      } finally {
        calls.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SignatureException("interrupted while " + place() + " signed");
    }
  }

  private byte[] attempts(HttpRequest request) throws SignatureException, InterruptedException {
    var reason = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        var answer = http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER));
        if (answer.statusCode() < SERVER_ERROR) {
          return signature(answer);
        }
        reason = "answers " + answer.statusCode();
      } catch (IOException e) {
        reason = "does not answer: " + e;
      }
    }
    throw new SignatureException(place() + " " + reason);
  }

  private HttpRequest request(KeyKind kind, byte[] content) throws SignatureException {
    var body = JSON.createObjectNode();
    body.put("input", Base64.getEncoder().encodeToString(content));
    body.put("hash_algorithm", kind == KeyKind.P384 ? "sha2-384" : "sha2-256");
    if (kind == KeyKind.RSA) {
      body.put("signature_algorithm", "pkcs1v15");
    } else {
      body.put("marshaling_algorithm", "asn1");
    }
    var request =
        HttpRequest.newBuilder(settings.address())
            .timeout(ATTEMPT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    token().ifPresent(token -> request.header("X-Vault-Token", token.reveal()));
    return request.build();
  }

  /** Read anew each time: agents of vaults replace it. */
  private Optional<SecretText> token() throws SignatureException {
    if (settings.token().isEmpty()) {
      return Optional.empty();
    }
    try {
      var text = Files.readString(settings.token().get(), StandardCharsets.UTF_8).strip();
      return Optional.of(SecretText.of(text));
    } catch (IOException e) {
      throw new SignatureException("the vault's token cannot be read: " + e);
    }
  }

  private byte[] signature(HttpResponse<String> answer) throws SignatureException {
    if (answer.statusCode() != OK) {
      throw new SignatureException(place() + " refuses with " + answer.statusCode());
    }
    try {
      var text = JSON.readTree(answer.body()).path("data").path("signature").asString("");
      var parts = text.split(":", -1);
      if (parts.length == 3 && parts[0].equals("vault")) {
        return Base64.getDecoder().decode(parts[2]);
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SignatureException(place() + " gives an answer that is not readable", e);
    }
    throw new SignatureException(place() + " gives an answer without a signature");
  }
}
