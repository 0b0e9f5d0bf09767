// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How far a change of roots has come (docs/decisions/045). */
sealed interface Phase {

  /** No change is under way. */
  record Steady() implements Phase {}

  /** The next issuer's roots are trusted beside the present ones; the present issuer signs. */
  record Distributing(Issuer next, Hold hold) implements Phase {}

  /**
   * The new issuer signs; the old roots are trusted until the last of their leaves is over.
   *
   * @param old the roots that go
   */
  record Withdrawing(List<X509Certificate> old, Hold hold) implements Phase {

    public Withdrawing {
      old = List.copyOf(old);
    }
  }

  /**
   * What a phase waits for: a span of its own observed time and an instant of the wall clock, both.
   * A clock that jumps ends nothing early, and a control plane that is down cuts nobody off.
   *
   * @param left observed time that must still pass
   * @param until not before this instant
   */
  record Hold(Duration left, Instant until) {

    static Hold of(Duration span, Instant now) {
      return new Hold(span, now.plus(span));
    }

    Hold after(Duration elapsed) {
      var rest = left.minus(elapsed);
      return new Hold(rest.isNegative() ? Duration.ZERO : rest, until);
    }

    /**
     * This hold, with an instant that a clock which was ahead has set moved to where it belongs.
     */
    Hold within(Duration span, Instant now) {
      return new Hold(left, Times.earlier(until, now.plus(span)));
    }

    boolean isOver(Instant now) {
      return left.isZero() && !now.isBefore(until);
    }

    /** When it ends if the control plane keeps running and no clock jumps. */
    Instant expectedEnd(Instant now) {
      return Times.later(until, now.plus(left));
    }
  }

  /** The word in files and answers. */
  default String word() {
    return switch (this) {
      case Steady steady -> "steady";
      case Distributing distributing -> "distributing";
      case Withdrawing withdrawing -> "withdrawing";
    };
  }
}
