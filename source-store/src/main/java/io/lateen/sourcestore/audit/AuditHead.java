// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore.audit;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The signed statement that the log ends, or ended once, with one record.
 *
 * @param sequence of that record
 * @param hash of the chain up to it
 * @param signature over {@link #statement}; empty when the log is not signed
 * @param certificates chain of the signer, leaf first, PEM
 */
public record AuditHead(
    long sequence, String hash, Instant at, byte[] signature, String certificates) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public AuditHead {
    signature = signature.clone();
  }

  @Override
  public byte[] signature() {
    return signature.clone();
  }

  /** Signs heads with the key of the control plane. */
  public interface Signer {

    /** Signs nothing; heads of such a log are worth nothing. */
    Signer NONE = statement -> new Signed(new byte[0], "");

    /** The signature of a statement by the key that is in use now. */
    Signed sign(byte[] statement);
  }

  /** A signature and the certificates that say whose it is. */
  public record Signed(byte[] signature, String certificates) {}

  /** A head that {@code signer} signs. */
  public static AuditHead of(long sequence, String hash, Instant at, Signer signer) {
    var signed = signer.sign(statement(sequence, hash, at));
    return new AuditHead(sequence, hash, at, signed.signature(), signed.certificates());
  }

  /** The bytes that are signed. */
  public byte[] statement() {
    return statement(sequence, hash, at);
  }

  private static byte[] statement(long sequence, String hash, Instant at) {
    return ("lateen audit head\n" + sequence + "\n" + hash + "\n" + at + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** One line. */
  public String json() {
    return JSON.createObjectNode()
        .put("sequence", sequence)
        .put("hash", hash)
        .put("time", at.toString())
        .put("signature", Base64.getEncoder().encodeToString(signature))
        .put("certificates", certificates)
        .toString();
  }

  /** The head in a text of {@link #json}; empty when it is none. */
  public static Optional<AuditHead> parse(String json) {
    try {
      var node = JSON.readTree(json);
      return Optional.of(
          new AuditHead(
              node.path("sequence").asLong(0),
              node.path("hash").asString(""),
              Instant.parse(node.path("time").asString("")),
              Base64.getDecoder().decode(node.path("signature").asString("")),
              node.path("certificates").asString("")));
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
