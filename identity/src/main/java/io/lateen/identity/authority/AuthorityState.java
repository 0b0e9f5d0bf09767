// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.Phase.Distributing;
import io.lateen.identity.authority.Phase.Hold;
import io.lateen.identity.authority.Phase.Steady;
import io.lateen.identity.authority.Phase.Withdrawing;
import io.lateen.identity.certificate.TrustBundle;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Who signs and what is trusted, at one instant; its steps are the rotation of roots. A new root is
 * trusted everywhere before anything is signed under it, and an old one until nothing is left that
 * it signed. Pure.
 *
 * @param issuer signs all leaves
 * @param rotations how many changes of roots have begun
 * @param leaf the longest life of leaves that may be out: a shorter setting counts after the next
 *     change, when nothing is left of the time before it
 * @param prompt whether phases end as soon as all holders have followed, instead of lasting until
 *     those whom nobody knows have had time to
 */
record AuthorityState(Issuer issuer, Phase phase, int rotations, Duration leaf, boolean prompt) {

  static AuthorityState first(Issuer issuer, Duration leaf) {
    return new AuthorityState(issuer, new Steady(), 0, leaf, false);
  }

  /** This state for leaves that from now on live as long as {@code setting}. */
  AuthorityState issuing(Duration setting) {
    return setting.compareTo(leaf) > 0
        ? new AuthorityState(issuer, phase, rotations, setting, prompt)
        : this;
  }

  /**
   * How long each phase of a rotation lasts at most: whoever holds a valid leaf got it, and with it
   * the roots of that moment, at most a leaf's life ago. A sixth more is for clocks that are
   * behind.
   */
  Duration hold() {
    return leaf.multipliedBy(7).dividedBy(6);
  }

  /**
   * What peers must trust: the signing issuer's roots first, so that the first is always the one
   * that the newest leaves lead to.
   */
  TrustBundle bundle(TrustDomain domain) {
    var roots = new LinkedHashSet<X509Certificate>(issuer.roots());
    roots.addAll(
        switch (phase) {
          case Steady steady -> List.<X509Certificate>of();
          case Distributing distributing -> distributing.next().roots();
          case Withdrawing withdrawing -> withdrawing.old();
        });
    return new TrustBundle(domain, roots.stream().limit(TrustBundle.MAX_ROOTS).toList());
  }

  boolean isSteady() {
    return phase instanceof Steady;
  }

  /**
   * This state with another issuer. Under a root that is trusted already it signs at once; roots
   * that go with it stay until their leaves are over. Under a new root the rotation begins. When
   * the present issuer is past its end nothing is left to protect, and the next one replaces it.
   *
   * @throws IllegalStateException while a rotation is under way
   */
  AuthorityState with(Issuer next, Instant now) {
    if (!isSteady()) {
      throw new IllegalStateException("a rotation is under way: " + phase.word());
    }
    if (issuer.isOver(now)) {
      return new AuthorityState(next, new Steady(), rotations + 1, leaf, false);
    }
    if (issuer.roots().contains(next.root())) {
      return replacedBy(next, now);
    }
    return new AuthorityState(
        issuer, new Distributing(next, Hold.of(hold(), now)), rotations + 1, leaf, prompt);
  }

  private AuthorityState replacedBy(Issuer next, Instant now) {
    var old = new ArrayList<>(issuer.roots());
    old.removeAll(next.roots());
    return new AuthorityState(
        next,
        old.isEmpty() ? new Steady() : new Withdrawing(old, Hold.of(hold(), now)),
        rotations,
        leaf,
        prompt && !old.isEmpty());
  }

  private AuthorityState in(Phase next) {
    return new AuthorityState(issuer, next, rotations, leaf, prompt);
  }

  /** This state with a change of roots that ends as soon as all have followed. */
  AuthorityState promptly() {
    return new AuthorityState(issuer, phase, rotations, leaf, true);
  }

  /**
   * This state after some time in which the control plane ran.
   *
   * @param elapsed observed since the last call, by a clock that never jumps
   * @param setting how long leaves live now
   * @param followed whether all who hold certificates are known to have followed to the phase's
   *     end: nobody is left whom its time would protect
   */
  AuthorityState after(Duration elapsed, Instant now, Duration setting, boolean followed) {
    return switch (phase) {
      case Steady steady -> this;
      case Distributing(var next, var held) -> {
        if (next.notBefore().isAfter(now.plus(hold()))) {
          // A clock that was ahead made it; nothing was signed under it.
          yield new AuthorityState(issuer, new Steady(), rotations, leaf, false);
        }
        var rest = held.after(elapsed).within(hold(), now);
        yield rest.isOver(now) || issuer.isOver(now) || (prompt && followed && next.isValidAt(now))
            ? replacedBy(next, now)
            : in(new Distributing(next, rest));
      }
      case Withdrawing(var old, var held) -> {
        var rest = held.after(elapsed).within(hold(), now);
        yield rest.isOver(now) || (prompt && followed)
            ? new AuthorityState(issuer, new Steady(), rotations, setting, false)
            : in(new Withdrawing(old, rest));
      }
    };
  }
}
