// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import java.time.Instant;

/**
 * Somebody whom a door has recognised.
 *
 * @param subject as bindings name it
 * @param token id of the token that was shown; empty for the local administrator and certificates
 * @param until when the proof ends
 */
public record Caller(String subject, String token, Instant until) {

  /** Whoever can read the credential file of the control plane; needs no binding. */
  public static final String LOCAL = "admin";

  /** The local administrator. */
  public static Caller local() {
    return new Caller(LOCAL, "", Instant.MAX);
  }

  /** The holder of a certificate of the mesh. */
  public static Caller certified(String spiffeId, Instant notAfter) {
    return new Caller(spiffeId, "", notAfter);
  }
}
