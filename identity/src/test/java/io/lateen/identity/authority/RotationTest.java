// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lateen.identity.Fixtures;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.SvidVerifier;
import io.lateen.identity.certificate.SvidVerifier.Purpose;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import io.lateen.testkit.time.VirtualClock;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {

  private static final SpiffeId ID = SpiffeId.workload(Fixtures.DOMAIN, "default", "reviews");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();

  private CertificateAuthority open(InstantSource time) {
    var settings = AuthoritySettings.of(Fixtures.DOMAIN);
    return CertificateAuthority.open(folder, settings, time, Fixtures.RANDOM).orThrow();
  }

  private void pass(CertificateAuthority authority, Duration span) {
    for (var left = span; left.isPositive(); left = left.minus(HOUR)) {
      clock.advance(HOUR);
      authority.tend(HOUR);
    }
  }

  /** A holder as agents are: renews at a third of its life and learns the roots then. */
  private final class Holder {

    private KeyedSvid svid;
    private TrustBundle trusted;

    Holder(CertificateAuthority authority) {
      renew(authority);
    }

    void renew(CertificateAuthority authority) {
      svid = Fixtures.svid(authority, ID);
      trusted = authority.bundle();
    }

    void tend(CertificateAuthority authority, Duration late) {
      if (!clock.instant().isBefore(svid.svid().firstThirdEnds().plus(late))) {
        renew(authority);
      }
    }

    boolean isAlive() {
      return svid.svid().validAt(clock.instant());
    }

    void accepts(Holder peer) {
      var chain = peer.svid.svid().chain();
      assertThatCode(() -> SvidVerifier.verify(chain, trusted, clock.instant(), Purpose.SERVER))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aRotationTrustsFirstSignsThenAndForgetsLast() {
    var authority = open(clock);
    var first = authority.bundle().roots().getFirst();
    var told = new ArrayList<List<X509Certificate>>();
    authority.onRoots(() -> told.add(authority.bundle().roots()));

    assertThat(authority.rotate(Pace.OVERLAPPING).orThrow().phase()).isEqualTo("distributing");
    assertThat(authority.bundle().roots()).hasSize(2).startsWith(first);
    var second = authority.bundle().roots().getLast();
    assertThat(rootOf(Fixtures.svid(authority, ID))).isEqualTo(first.getSubjectX500Principal());

    pass(authority, Duration.ofHours(27));
    assertThat(authority.status().phase()).isEqualTo("distributing");
    pass(authority, HOUR);
    assertThat(authority.status().phase()).isEqualTo("withdrawing");
    assertThat(authority.bundle().roots()).containsExactly(second, first);
    verify(Fixtures.svid(authority, ID), second);

    pass(authority, Duration.ofHours(27));
    assertThat(authority.bundle().roots()).hasSize(2);
    pass(authority, HOUR);
    assertThat(authority.status().phase()).isEqualTo("steady");
    assertThat(authority.bundle().roots()).containsExactly(second);
    assertThat(authority.status().rotations()).isEqualTo(1);
    assertThat(told)
        .containsExactly(List.of(first, second), List.of(second, first), List.of(second));
  }

  private static javax.security.auth.x500.X500Principal rootOf(KeyedSvid svid) {
    return svid.svid().chain().getLast().getIssuerX500Principal();
  }

  private void verify(KeyedSvid svid, X509Certificate root) {
    var bundle = new TrustBundle(Fixtures.DOMAIN, List.of(root));
    assertThatCode(
            () -> SvidVerifier.verify(svid.svid().chain(), bundle, clock.instant(), Purpose.CLIENT))
        .doesNotThrowAnyException();
  }

  @Test
  void fiveRotationsInARowNeverPartTwoHolders() {
    var authority = open(clock);
    var lateness =
        List.of(Duration.ZERO, Duration.ofHours(5), Duration.ofHours(11), Duration.ofHours(15));
    var holders = lateness.stream().map(late -> new Holder(authority)).toList();
    var seen = new ArrayList<>(authority.bundle().roots());
    for (int rotation = 1; rotation <= 5; rotation++) {
      authority.rotate(Pace.OVERLAPPING).orThrow();
      while (!authority.status().phase().equals("steady")) {
        pass(authority, HOUR);
        for (int i = 0; i < holders.size(); i++) {
          holders.get(i).tend(authority, lateness.get(i));
        }
        for (var one : holders) {
          assertThat(one.isAlive()).isTrue();
          holders.forEach(one::accepts);
        }
      }
      assertThat(seen).doesNotContainAnyElementsOf(authority.bundle().roots());
      seen.addAll(authority.bundle().roots());
      assertThat(authority.status().rotations()).isEqualTo(rotation);
    }
  }

  @Test
  void aSecondRotationIsRefusedWhileOneRuns() {
    var authority = open(clock);
    authority.rotate(Pace.OVERLAPPING).orThrow();
    var roots = authority.bundle();
    for (int i = 0; i < 2; i++) {
      assertThat(authority.rotate(Pace.OVERLAPPING).problems().render())
          .contains("a rotation is under way")
          .contains("until 2026-01-0");
      pass(authority, Duration.ofHours(28));
    }
    assertThat(roots.roots()).contains(authority.bundle().roots().getFirst());
    assertThat(authority.rotate(Pace.OVERLAPPING).isOk()).isTrue();
  }

  @Test
  void aRotationSurvivesARestartAtAnyMoment() {
    Property.forAll(
        Property.seed(),
        20,
        Gen.integer(1, 30).list(1, 6),
        restarts -> {
          try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
              Files.delete(file);
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          var authority = open(clock);
          authority.rotate(Pace.OVERLAPPING).orThrow();
          var holder = new Holder(authority);
          for (int hours : restarts) {
            pass(authority, Duration.ofHours(hours));
            var before = authority.bundle();
            var phase = authority.status().phase();
            authority = open(clock);
            assertThat(authority.bundle()).isEqualTo(before);
            assertThat(authority.status().phase()).isEqualTo(phase);
            holder.tend(authority, Duration.ZERO);
            if (holder.isAlive()) {
              holder.accepts(new Holder(authority));
              new Holder(authority).accepts(holder);
            }
          }
          pass(authority, Duration.ofHours(62));
          assertThat(authority.status().phase()).isEqualTo("steady");
          assertThat(authority.bundle().roots()).hasSize(1);
        });
  }

  @Test
  void timeInWhichTheControlPlaneIsDownEndsNoPhase() {
    var authority = open(clock);
    authority.rotate(Pace.OVERLAPPING).orThrow();
    clock.advance(Duration.ofDays(3));
    var later = open(clock);
    later.tend(Duration.ZERO);
    assertThat(later.status().phase()).isEqualTo("distributing");
    pass(later, Duration.ofHours(28));
    assertThat(later.status().phase()).isEqualTo("withdrawing");
  }

  @Test
  void aClockThatJumpsEndsNoPhaseEarlyAndHoldsNoneForever() {
    open(clock).rotate(Pace.OVERLAPPING).orThrow();
    for (var jump : List.of(Duration.ofMinutes(10), DAY)) {
      var ahead = open(new VirtualClock(clock.instant().plus(jump)));
      ahead.tend(Duration.ofSeconds(5));
      assertThat(ahead.status().phase()).isEqualTo("distributing");
    }
    var behind = new VirtualClock(clock.instant().minus(Duration.ofMinutes(10)));
    var authority = open(behind);
    for (int i = 0; i < 29; i++) {
      behind.advance(HOUR);
      authority.tend(HOUR);
    }
    assertThat(authority.status().phase()).isEqualTo("withdrawing");
  }

  @Test
  void shorterLeavesShortenNoPhaseWhileLongOnesAreOut() {
    open(clock);
    var settings = new AuthoritySettings(Fixtures.DOMAIN, HOUR);
    var authority = CertificateAuthority.open(folder, settings, clock, Fixtures.RANDOM).orThrow();
    authority.rotate(Pace.OVERLAPPING).orThrow();
    pass(authority, Duration.ofHours(27));
    assertThat(authority.status().phase()).isEqualTo("distributing");
    pass(authority, Duration.ofHours(29));
    assertThat(authority.status().phase()).isEqualTo("steady");
    authority.rotate(Pace.OVERLAPPING).orThrow();
    pass(authority, Duration.ofHours(2));
    assertThat(authority.status().phase()).isEqualTo("withdrawing");
    var longer = open(clock);
    pass(longer, Duration.ofHours(2));
    assertThat(longer.rotate(Pace.OVERLAPPING).isOk()).isTrue();
    pass(longer, Duration.ofHours(27));
    assertThat(longer.status().phase()).isEqualTo("distributing");
  }

  /** They are told to the file before the first is issued, for a control plane that comes later. */
  @Test
  void longerLeavesCountFromTheFirstOn() {
    var settings = new AuthoritySettings(Fixtures.DOMAIN, HOUR);
    var first = CertificateAuthority.open(folder, settings, clock, Fixtures.RANDOM).orThrow();
    assertThat(first.longestLeaf()).isEqualTo(HOUR);
    assertThat(open(clock).longestLeaf()).isEqualTo(DAY);
    var shorter = CertificateAuthority.open(folder, settings, clock, Fixtures.RANDOM).orThrow();
    assertThat(shorter.longestLeaf()).isEqualTo(DAY);
  }

  @Test
  void anIntermediateThatAJumpOfTheClockHasEndedIsReplacedBeforeItSigns() {
    var authority = open(clock);
    var roots = authority.bundle();
    clock.advance(DAY.multipliedBy(400));
    var svid = Fixtures.svid(authority, ID).svid();
    assertThat(svid.chain().get(1).getNotAfter().toInstant()).isAfter(svid.notAfter());
    assertThat(authority.bundle()).isEqualTo(roots);
  }

  @Test
  void aClockBehindTheRootMakesNoIntermediates() {
    var issuer = open(clock).status().issuer();
    var behind = open(new VirtualClock(clock.instant().minus(DAY)));
    behind.tend(HOUR);
    assertThat(behind.status().issuer()).isEqualTo(issuer);
  }

  @Test
  void aRootThatAClockFarAheadMadeIsDropped() {
    open(clock);
    var ahead = open(new VirtualClock(clock.instant().plus(Duration.ofDays(3630))));
    ahead.tend(Duration.ofSeconds(5));
    assertThat(ahead.status().phase()).isEqualTo("distributing");
    var authority = open(clock);
    authority.tend(Duration.ofSeconds(5));
    assertThat(authority.status().phase()).isEqualTo("steady");
    assertThat(authority.bundle().roots()).hasSize(1);
  }

  @Test
  void aRotationStartsByItselfThirtyDaysBeforeTheEnd() {
    var root = open(clock).bundle().roots().getFirst();
    var end = root.getNotAfter().toInstant();
    var before = open(new VirtualClock(end.minus(Duration.ofDays(30)).minusSeconds(1)));
    assertThat(before.status().phase()).isEqualTo("steady");
    var scheduler = new VirtualScheduler(new VirtualClock(end.minus(Duration.ofDays(30))));
    var authority = open(scheduler.clock());
    try (var timer = new RotationTimer(authority, scheduler, scheduler.clock())) {
      timer.start();
      scheduler.advance(Duration.ofDays(3));
    }
    assertThat(authority.status().phase()).isEqualTo("steady");
    assertThat(authority.bundle().roots()).doesNotContain(root).hasSize(1);
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void alarmsCome90And30And7DaysBeforeTheEnd() {
    var end = Instant.parse("2030-01-01T00:00:00Z");
    assertThat(ExpiryAlarm.at(end, end.minus(DAY.multipliedBy(91)))).isEqualTo(ExpiryAlarm.NONE);
    assertThat(ExpiryAlarm.at(end, end.minus(DAY.multipliedBy(90)))).isEqualTo(ExpiryAlarm.NOTICE);
    assertThat(ExpiryAlarm.at(end, end.minus(DAY.multipliedBy(30)))).isEqualTo(ExpiryAlarm.WARNING);
    assertThat(ExpiryAlarm.at(end, end.minus(DAY.multipliedBy(7)))).isEqualTo(ExpiryAlarm.ERROR);
    assertThat(ExpiryAlarm.at(end, end.plusSeconds(1))).isEqualTo(ExpiryAlarm.ERROR);

    var root = open(clock).bundle().roots().getFirst().getNotAfter().toInstant();
    var near = open(new VirtualClock(root.minus(DAY.multipliedBy(80))));
    assertThat(near.status().problems().render()).contains("warning", "ends in 80 days");
    assertThat(open(clock).status().problems()).isEmpty();
  }

  @Test
  void anEndedRootIsReplacedAtOnce() {
    var root = open(clock).bundle().roots().getFirst();
    var after = root.getNotAfter().toInstant().plusSeconds(1);
    var authority = open(new VirtualClock(after));
    assertThat(authority.bundle().roots()).hasSize(1).doesNotContain(root);
    assertThat(authority.status().rotations()).isOne();
    assertThat(Fixtures.svid(authority, ID).svid().validAt(after)).isTrue();
  }

  @Test
  void theIntermediateIsRenewedUnderTheSameRoot() {
    var authority = open(clock);
    var roots = authority.bundle();
    var issuer = authority.status().issuer();
    clock.advance(Duration.ofDays(250));
    authority.tend(HOUR);
    assertThat(authority.status().issuer()).isNotEqualTo(issuer);
    assertThat(authority.bundle()).isEqualTo(roots);
    assertThat(authority.status().phase()).isEqualTo("steady");
    assertThat(authority.status().problems()).isEmpty();
  }
}
