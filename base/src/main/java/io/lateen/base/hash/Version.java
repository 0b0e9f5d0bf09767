// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.hash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A 128-bit hash of some content: the first half of its SHA-256 (FIPS 180-4). Equal content has an
 * equal version on every machine.
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record Version(String hex) implements Comparable<Version> {

  private static final int BYTES = 16;

  /** Refuses anything but 32 lower-case hexadecimal digits. */
  public Version {
    if (hex.length() != 2 * BYTES || !hex.chars().allMatch(Version::isHexDigit)) {
      throw new IllegalArgumentException("not 32 hexadecimal digits: " + hex);
    }
  }

  /** The version of some bytes. */
  public static Version of(byte[] content) {
    return of(ByteBuffer.wrap(content));
  }

  /** The version of a text in UTF-8. */
  public static Version of(String content) {
    return of(content.getBytes(StandardCharsets.UTF_8));
  }

  /** The version of the bytes that remain in {@code content}; consumes them. */
  public static Version of(ByteBuffer content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(content);
      return new Version(HexFormat.of().formatHex(digest.digest(), 0, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static boolean isHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  @Override
  public int compareTo(Version other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
