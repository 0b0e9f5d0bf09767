// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.identity.Identities;
import io.lateen.agent.identity.certificate.CertificateIssuer.Issued;
import io.lateen.agent.identity.certificate.CertificateKeeper.Observer;
import io.lateen.agent.identity.certificate.CertificateKeeper.Subject;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.testkit.time.VirtualClock;
import io.lateen.testkit.time.VirtualExecutor;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workloads whose authority is away for hours, or whose clocks are wrong. */
class AbsenceTest {

  private static final SpiffeId ID = SpiffeId.workload(Identities.DOMAIN, "default", "reviews");

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private final VirtualScheduler scheduler = new VirtualScheduler(clock);
  private final VirtualExecutor executor = new VirtualExecutor();
  private final SplittableRandom jitter = new SplittableRandom(7);
  private final List<String> told = new ArrayList<>();
  private final Map<Long, Integer> askedPerSecond = new HashMap<>();
  private CertificateAuthority authority;
  private boolean away;

  @BeforeEach
  void open() {
    authority = Identities.authority(folder.resolve("a"), clock);
  }

  /** Leaves of an hour, of which a test sees the end sooner. */
  private void shortLeaves() {
    authority =
        CertificateAuthority.open(
                folder.resolve("short"),
                new AuthoritySettings(Identities.DOMAIN, Duration.ofHours(1)),
                clock,
                Identities.RANDOM)
            .orThrow();
  }

  private final class Notes implements Observer {
    @Override
    public void renewed(KeyedSvid svid, Optional<TrustBundle> bundle) {
      told.add("issued");
    }

    @Override
    public void failed(String reason) {
      told.add(reason);
    }
  }

  private CertificateKeeper keeper(String name, VirtualScheduler timers) {
    CertificateIssuer issuer =
        csr -> {
          askedPerSecond.merge(clock.instant().getEpochSecond(), 1, Integer::sum);
          return away
              ? CompletableFuture.failedFuture(new IOException("away"))
              : CompletableFuture.completedFuture(
                  new Issued(Identities.svid(authority, ID, csr), authority.bundle()));
        };
    var file = new CertificateFile(folder.resolve(name).resolve("reviews.pem"));
    var seams = new Seams(timers.clock(), timers, jitter, Identities.RANDOM, executor);
    var keeper =
        new CertificateKeeper(
            new Subject(ID, file, issuer), () -> authority.bundle(), seams, new Notes());
    keeper.start();
    executor.runAll();
    return keeper;
  }

  private List<CertificateKeeper> fleet(int size) {
    var fleet = new ArrayList<CertificateKeeper>();
    for (int i = 0; i < size; i++) {
      fleet.add(keeper("workload-" + i, scheduler));
      pass(Duration.ofSeconds(7));
    }
    return fleet;
  }

  private void pass(Duration span) {
    for (var left = span; left.isPositive(); left = left.minusSeconds(1)) {
      scheduler.advance(Duration.ofSeconds(1));
      executor.runAll();
    }
  }

  private static long serving(List<CertificateKeeper> fleet) {
    return fleet.stream().filter(keeper -> keeper.current().isPresent()).count();
  }

  /** The worst moment: just before the first renewal, when two thirds of the life are left. */
  @Test
  void fifteenHoursWithoutAnAuthorityTakeNobodysIdentity() {
    var fleet = fleet(2);
    pass(Duration.ofHours(7));
    away = true;
    askedPerSecond.clear();
    pass(Duration.ofHours(15));
    assertThat(serving(fleet)).isEqualTo(2);
    // 14 hours of attempts and more, each 30 to 60 s after the one before.
    assertThat(attempts()).isBetween(2 * 840, 2 * 1810);
    away = false;
    pass(RenewalTimes.LAST_RETRY.plusSeconds(1));
    assertThat(fleet)
        .allSatisfy(
            keeper ->
                assertThat(keeper.current().orElseThrow().svid().notAfter())
                    .isAfter(clock.instant().plus(Duration.ofHours(23))));
  }

  private int attempts() {
    return askedPerSecond.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void theReturnOfAnAuthorityIsNoHerd() {
    shortLeaves();
    var fleet = fleet(30);
    pass(Duration.ofMinutes(13));
    away = true;
    pass(Duration.ofMinutes(9));
    away = false;
    askedPerSecond.clear();
    told.clear();
    pass(RenewalTimes.LAST_RETRY.plusSeconds(1));
    assertThat(told).hasSize(30).containsOnly("issued");
    assertThat(askedPerSecond.values()).allSatisfy(n -> assertThat(n).isLessThan(8));
    assertThat(serving(fleet)).isEqualTo(30);
  }

  @Test
  void anIdentityIsClosedAtItsEndAndComesBackWithTheAuthority() {
    shortLeaves();
    var fleet = List.of(keeper("one", scheduler));
    var end = fleet.getFirst().current().orElseThrow().svid().notAfter();
    away = true;
    pass(Duration.between(clock.instant(), end));
    assertThat(serving(fleet)).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(serving(fleet)).isZero();
    pass(Duration.ofHours(1));
    assertThat(serving(fleet)).isZero();
    away = false;
    pass(RenewalTimes.LAST_RETRY.plusSeconds(1));
    assertThat(serving(fleet)).isEqualTo(1);
  }

  /** A workload's machine whose clock is off by {@code error}. */
  private CertificateKeeper off(Duration error) {
    var own = new VirtualClock(clock.instant().plus(error));
    return keeper("off" + error, new VirtualScheduler(own));
  }

  @Test
  void aClockThatIsALittleAheadDoesNoHarm() {
    for (var ahead : List.of(Duration.ofSeconds(-59), Duration.ofMinutes(10))) {
      assertThat(off(ahead).current()).isPresent();
    }
    assertThat(told).containsOnly("issued");
  }

  @Test
  void aClockThatIsWrongByMoreClosesTheIdentityAndSaysSo() {
    for (var wrong :
        List.of(Duration.ofMinutes(-10), Duration.ofDays(-1), Duration.ofDays(1).plusMinutes(1))) {
      told.clear();
      var keeper = off(wrong);
      assertThat(keeper.current()).isEmpty();
      assertThat(told).hasSize(1);
      assertThat(told.getFirst()).contains("correct the clock");
    }
  }

  @Test
  void aClockThatIsSetRightIsNoticedWithinAMinute() {
    var own = new VirtualClock(clock.instant().minus(Duration.ofMinutes(10)));
    var timers = new VirtualScheduler(own);
    var keeper = keeper("late", timers);
    assertThat(keeper.current()).isEmpty();
    own.advance(Duration.ofMinutes(10));
    timers.advance(RenewalTimes.LAST_RETRY);
    executor.runAll();
    assertThat(keeper.current()).isPresent();
  }
}
