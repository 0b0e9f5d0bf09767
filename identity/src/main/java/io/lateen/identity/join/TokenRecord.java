// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.join;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a join token.
 *
 * @param hash SHA-256 of its text, 64 hexadecimal digits
 * @param usedBy hash of the public key that redeemed it
 */
record TokenRecord(String hash, String node, Instant expires, Optional<String> usedBy) {

  private static final String UNUSED = "-";

  boolean expiredAt(Instant now) {
    return !now.isBefore(expires);
  }

  TokenRecord usedBy(String key) {
    return new TokenRecord(hash, node, expires, Optional.of(key));
  }

  String line() {
    return String.join(
        " ", hash, node, Long.toString(expires.getEpochSecond()), usedBy.orElse(UNUSED));
  }

  /** The record in a line that {@link #line} wrote, empty when it is none. */
  static Optional<TokenRecord> tryParse(String line) {
    var parts = line.split(" ", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    try {
      var expires = Instant.ofEpochSecond(Long.parseLong(parts[2]));
      var usedBy = parts[3].equals(UNUSED) ? Optional.<String>empty() : Optional.of(parts[3]);
      return Optional.of(new TokenRecord(parts[0], parts[1], expires, usedBy));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
