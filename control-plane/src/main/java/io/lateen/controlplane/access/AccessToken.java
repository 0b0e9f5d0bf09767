// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import java.time.Instant;

/**
 * What is kept of a token.
 *
 * @param id under which it is listed and revoked
 * @param hash SHA-256 of its text, hexadecimal
 * @param expires from then on it lets nobody in
 */
public record AccessToken(
    String id, String subject, String hash, Instant created, Instant expires) {

  boolean expiredAt(Instant now) {
    return !now.isBefore(expires);
  }

  @Override
  public String toString() {
    return "token " + id + " of " + subject + " until " + expires;
  }
}
