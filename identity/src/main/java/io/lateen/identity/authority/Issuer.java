// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.crypto.IssuerKey;
import io.lateen.identity.crypto.LocalKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who signs leaves: a key, the certificates that lead from it to a root, and the roots.
 *
 * @param origin where it came from
 * @param certificate the one that signs leaves
 * @param key its key
 * @param chain what leaves bring along: from {@code certificate} on, without roots; empty when a
 *     root itself signs
 * @param roots what peers must trust, 1 to 8; the first is the one that the chain leads to
 * @param rootKey the key of the root when this process has it, which makes new intermediates
 */
record Issuer(
    Origin origin,
    X509Certificate certificate,
    IssuerKey key,
    List<X509Certificate> chain,
    List<X509Certificate> roots,
    Optional<LocalKey> rootKey) {

  /** Where an issuer came from. */
  enum Origin {
    /** Made by this control plane. */
    BUILT_IN,
    /** Read from a folder in the layout of Istio's {@code cacerts}. */
    PLUGGED
  }

  Issuer {
    chain = List.copyOf(chain);
    roots = List.copyOf(roots);
  }

  /** The root that the chain leads to. */
  X509Certificate root() {
    return roots.getFirst();
  }

  /** The first end among the certificates from the issuer to its root. */
  Instant notAfter() {
    var end = root().getNotAfter().toInstant();
    for (var link : chain) {
      end = Times.earlier(end, link.getNotAfter().toInstant());
    }
    return end;
  }

  /** The last begin among them. */
  Instant notBefore() {
    var begin = root().getNotBefore().toInstant();
    for (var link : chain) {
      begin = Times.later(begin, link.getNotBefore().toInstant());
    }
    return begin;
  }

  boolean isValidAt(Instant now) {
    return !now.isBefore(notBefore()) && !now.isAfter(notAfter());
  }

  /**
   * Whether nothing that it signed is valid any more, and it cannot go on by a new intermediate.
   */
  boolean isOver(Instant now) {
    return now.isAfter(rootKey.isPresent() ? root().getNotAfter().toInstant() : notAfter());
  }

  /**
   * Whether the intermediate should be made anew under the same root: two thirds of its life are
   * over and the root lives longer, or it has not begun because a clock that was ahead made it.
   */
  boolean needsRenewal(Instant now) {
    var begin = certificate.getNotBefore().toInstant();
    var end = certificate.getNotAfter().toInstant();
    if (now.isBefore(root().getNotBefore().toInstant())) {
      return false;
    }
    var third = Duration.between(begin, end).dividedBy(3);
    return now.isBefore(begin)
        || (now.isAfter(end.minus(third)) && end.isBefore(root().getNotAfter().toInstant()));
  }
}
