// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.base.problem.Problems;
import io.lateen.identity.TrustDomain;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the authority stands; nothing in it is secret.
 *
 * @param origin {@code built-in}, {@code plugged} or {@code plugged, remote key}
 * @param signatures who computes them
 * @param issuer the certificate that signs leaves
 * @param roots what peers are told to trust; the first is the one that signs
 * @param phase {@code steady}, {@code distributing} or {@code withdrawing}
 * @param phaseEnds when the phase ends if nothing holds it up; none when steady
 * @param prompt whether the phase ends before, as soon as all nodes have followed
 * @param rotations changes of roots since the first
 * @param issuerNotAfter first end between the issuer and its root
 * @param problems what an administrator should know: ends that come near, files that are refused
 */
public record AuthorityStatus(
    TrustDomain trustDomain,
    String origin,
    String signatures,
    Duration leafLifetime,
    X509Certificate issuer,
    List<X509Certificate> roots,
    String phase,
    Optional<Instant> phaseEnds,
    boolean prompt,
    int rotations,
    Instant issuerNotAfter,
    Problems problems) {

  /** Copies the list. */
  public AuthorityStatus {
    roots = List.copyOf(roots);
  }

  /** Last instant of the root that the newest leaves lead to. */
  public Instant rootNotAfter() {
    return roots.getFirst().getNotAfter().toInstant();
  }
}
