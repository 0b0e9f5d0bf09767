// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import java.util.List;
import java.util.stream.Stream;

/**
 * The names of the mesh's trust domain. Under whichever a rule names an identity, it names it under
 * all (api: mesh/v1alpha1/config.proto, trustDomainAliases); {@code cluster.local} always stands
 * for the mesh's own.
 *
 * @param names the present name and its aliases
 */
record TrustedNames(List<String> names) {

  private static final String OWN = "cluster.local";
  private static final int PARTS = 5;

  TrustedNames {
    names = List.copyOf(names);
  }

  /** Whether the principal of a rule means the peer. Only whole identities have other names. */
  boolean isMeant(String written, PeerIdentity peer) {
    var parts = written.split("/", -1);
    var domain = new TextPattern(parts[0]);
    boolean local =
        parts.length == PARTS
            && !parts[0].equals("*")
            && (parts[0].equals(OWN) || names.stream().anyMatch(domain::matches));
    if (!local) {
      return new TextPattern(written).matches(peer.principal());
    }
    var rest = written.substring(parts[0].length());
    return names.stream()
        .map(name -> domain.matches(name) ? written : name + rest)
        .anyMatch(text -> new TextPattern(text).matches(peer.principal()));
  }

  /** Whether the trust domain of a rule is the peer's. */
  boolean isDomainOf(String written, PeerIdentity peer) {
    var meant = names.contains(written) ? names.stream() : Stream.of(written);
    return meant.anyMatch(name -> new TextPattern(name).matches(peer.trustDomain()));
  }
}
