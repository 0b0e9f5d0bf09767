// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import java.util.List;
import java.util.Optional;

/**
 * The caller by its certificate.
 *
 * @param trustDomain whose authority has signed it
 */
record PeerIdentity(String trustDomain, String namespace, String account) {

  private static final String SCHEME = "spiffe://";
  private static final int PARTS = 5;

  /** Of {@code spiffe://TRUST_DOMAIN/ns/NAMESPACE/sa/ACCOUNT}; empty for all else. */
  static Optional<PeerIdentity> parse(String uri) {
    if (!uri.startsWith(SCHEME)) {
      return Optional.empty();
    }
    var parts = uri.substring(SCHEME.length()).split("/", -1);
    boolean valid =
        parts.length == PARTS
            && parts[1].equals("ns")
            && parts[3].equals("sa")
            && List.of(parts).stream().noneMatch(String::isEmpty);
    return valid ? Optional.of(new PeerIdentity(parts[0], parts[2], parts[4])) : Optional.empty();
  }

  /** As rules write it. */
  String principal() {
    return trustDomain + "/ns/" + namespace + "/sa/" + account;
  }
}
