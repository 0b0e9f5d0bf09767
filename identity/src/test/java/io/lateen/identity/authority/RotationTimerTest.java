// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.identity.Fixtures;
import io.lateen.testkit.time.VirtualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the authority is tended. */
class RotationTimerTest {

  @TempDir Path folder;

  private final VirtualScheduler scheduler = new VirtualScheduler();

  private CertificateAuthority authority() {
    return CertificateAuthority.open(
            folder, AuthoritySettings.of(Fixtures.DOMAIN), scheduler.clock(), Fixtures.RANDOM)
        .orThrow();
  }

  @Test
  void looksMoreOftenWhileRootsChangeAndNeverAfterItsEnd() {
    var authority = authority();
    var timer = new RotationTimer(authority, scheduler, scheduler.clock());
    timer.start();
    scheduler.advance(RotationTimer.STEP);
    assertThat(scheduler.pending()).isOne();
    authority.rotate(Pace.PROMPT).orThrow();
    scheduler.advance(RotationTimer.STEP);
    assertThat(authority.isSteady()).isFalse();
    scheduler.advance(RotationTimer.CLOSER);
    assertThat(scheduler.pending()).isOne();
    timer.close();
    assertThat(scheduler.pending()).isZero();
    timer.start();
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void mayEndBeforeItBegins() {
    var timer = new RotationTimer(authority(), scheduler, scheduler.clock());
    timer.close();
    timer.start();
    assertThat(scheduler.pending()).isZero();
  }

  /** A phase ends by time that has passed, wherever the ticks began. */
  @Test
  void tellsTheTimeThatHasPassed() {
    var settings = new AuthoritySettings(Fixtures.DOMAIN, Duration.ofMinutes(6));
    scheduler.advance(Duration.ofDays(1));
    var authority =
        CertificateAuthority.open(folder, settings, scheduler.clock(), Fixtures.RANDOM).orThrow();
    var timer = new RotationTimer(authority, scheduler, scheduler.clock());
    timer.start();
    authority.rotate(Pace.OVERLAPPING).orThrow();
    scheduler.advance(Duration.ofMinutes(7).minusSeconds(10));
    assertThat(authority.status().phase()).isEqualTo("distributing");
    scheduler.advance(Duration.ofSeconds(20));
    assertThat(authority.status().phase()).isEqualTo("withdrawing");
    timer.close();
  }
}
