// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.time.Duration;
import java.time.Instant;

/**
 * Says how near the end of an issuer is: a notice 90 days before it, a warning at 30, an error at
 * 7. Roots of a shorter life are measured by shares of it. Pure.
 */
public enum ExpiryAlarm {
  /** Far away. */
  NONE(Duration.ZERO),
  /** 90 days or less. */
  NOTICE(Duration.ofDays(90)),
  /** 30 days or less. */
  WARNING(Duration.ofDays(30)),
  /** 7 days or less. */
  ERROR(Duration.ofDays(7));

  private final Duration before;

  ExpiryAlarm(Duration before) {
    this.before = before;
  }

  /** The alarm for an end. */
  public static ExpiryAlarm at(Instant end, Instant now) {
    var left = Duration.between(now, end);
    var found = NONE;
    for (var alarm : values()) {
      if (alarm != NONE && left.compareTo(alarm.before) <= 0) {
        found = alarm;
      }
    }
    return found;
  }

  /** What the administrator is told about an issuer. */
  static Problems about(Issuer issuer, Instant now) {
    var end = issuer.notAfter();
    var alarm = at(end, now);
    if (alarm == NONE || renewsItself(issuer, end)) {
      return Problems.NONE;
    }
    var left = Duration.between(now, end);
    var message =
        left.isNegative()
            ? "the certificate authority ended at " + end + "; no certificates are issued"
            : "the certificate authority ends in " + left.toDays() + " days, at " + end;
    var problem =
        alarm == ERROR
            ? Problem.error(Location.UNKNOWN, "CertificateAuthority", "", message)
            : Problem.warning(Location.UNKNOWN, "CertificateAuthority", "", message);
    return Problems.of(
        problem.withFix(
            issuer.origin() == Issuer.Origin.PLUGGED
                ? "put a new issuer into the plugged folder; its root is distributed first"
                : "a rotation starts by itself 30 days before; see `lateen ca status`"));
  }

  /** An intermediate of ours that ends before its root is renewed without anybody noticing. */
  private static boolean renewsItself(Issuer issuer, Instant end) {
    return issuer.rootKey().isPresent() && end.isBefore(issuer.root().getNotAfter().toInstant());
  }
}
