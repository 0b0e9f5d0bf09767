// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How records hang together: each hash covers its record and the hash before. */
public final class AuditChain {

  /** The hash before the first record. */
  public static final String START = "0".repeat(64);

  private AuditChain() {}

  /**
   * SHA-256 over the previous hash and the record, in hexadecimal digits.
   *
   * @param previous 64 hexadecimal digits
   * @param record its exact text
   */
  public static String next(String previous, String record) {
    return sha256(previous + "\n" + record);
  }

  /** SHA-256 of a document, by which a record names it without holding it; empty for none. */
  public static String content(String document) {
    return document.isEmpty() ? "" : sha256(document);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
