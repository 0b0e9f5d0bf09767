// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.join;

import io.lateen.base.net.AddressRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a join token.
 *
 * @param hash SHA-256 of its text, 64 hexadecimal digits
 * @param usedBy hash of the public key that redeemed it
 */
record TokenRecord(String hash, Invitation invitation, Instant expires, Optional<String> usedBy) {

  private static final String UNUSED = "-";
  private static final String EVERYWHERE = "*";

  /** Fields of a line; the last one was added later. */
  private static final int FIELDS = 5;

  boolean expiredAt(Instant now) {
    return !now.isBefore(expires);
  }

  TokenRecord usedBy(String key) {
    return new TokenRecord(hash, invitation, expires, Optional.of(key));
  }

  Guest guest() {
    return invitation.guest();
  }

  String line() {
    return String.join(
        " ",
        hash,
        guest().word(),
        Long.toString(expires.getEpochSecond()),
        usedBy.orElse(UNUSED),
        invitation.from().map(AddressRange::toString).orElse(EVERYWHERE));
  }

  /** The record in a line that {@link #line} wrote, empty when it is none. */
  static Optional<TokenRecord> tryParse(String line) {
    var parts = line.split(" ", -1);
    if (parts.length != FIELDS && parts.length != FIELDS - 1) {
      return Optional.empty();
    }
    var guest = Guest.tryParse(parts[1]);
    var range = parts.length < FIELDS ? EVERYWHERE : parts[FIELDS - 1];
    var from = AddressRange.parse(range);
    if (guest.isEmpty() || (from.isEmpty() && !range.equals(EVERYWHERE))) {
      return Optional.empty();
    }
    try {
      var expires = Instant.ofEpochSecond(Long.parseLong(parts[2]));
      var usedBy = parts[3].equals(UNUSED) ? Optional.<String>empty() : Optional.of(parts[3]);
      return Optional.of(
          new TokenRecord(parts[0], new Invitation(guest.get(), from), expires, usedBy));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
