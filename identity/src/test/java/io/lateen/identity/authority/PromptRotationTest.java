// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.identity.Fixtures;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of roots that end when all have followed. */
class PromptRotationTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private final List<TrustBundle> asked = new ArrayList<>();
  private boolean followed;

  private CertificateAuthority open(InstantSource time) {
    var settings = AuthoritySettings.of(Fixtures.DOMAIN);
    var authority = CertificateAuthority.open(folder, settings, time, Fixtures.RANDOM).orThrow();
    authority.follow(this::haveFollowed);
    return authority;
  }

  private boolean haveFollowed(TrustBundle bundle, Instant now) {
    asked.add(bundle);
    return followed;
  }

  private void seconds(CertificateAuthority authority, int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.advance(SECOND);
      authority.tend(SECOND);
    }
  }

  @Test
  void phasesEndTwoSecondsAfterAllHaveFollowed() {
    var authority = open(clock);
    var first = authority.bundle().roots().getFirst();
    assertThat(authority.rotate(Pace.PROMPT).orThrow().prompt()).isTrue();
    var distributed = authority.bundle();
    seconds(authority, 100);
    assertThat(authority.status().phase()).isEqualTo("distributing");
    assertThat(asked).hasSize(100).containsOnly(distributed);

    followed = true;
    seconds(authority, 2);
    assertThat(authority.status().phase()).isEqualTo("distributing");
    followed = false;
    seconds(authority, 1);
    followed = true;
    seconds(authority, 2);
    assertThat(authority.status().phase()).as("seen twice again").isEqualTo("distributing");
    seconds(authority, 1);
    assertThat(authority.status().phase()).isEqualTo("withdrawing");
    assertThat(authority.bundle().roots()).hasSize(2).endsWith(first);

    seconds(authority, 2);
    assertThat(authority.bundle().roots()).hasSize(2);
    seconds(authority, 1);
    assertThat(authority.status().phase()).isEqualTo("steady");
    assertThat(authority.bundle().roots()).hasSize(1).doesNotContain(first);
    assertThat(authority.status().prompt()).isFalse();
  }

  @Test
  void whoDoesNotFollowHasTheWholeTime() {
    var authority = open(clock);
    authority.rotate(Pace.PROMPT).orThrow();
    for (int hour = 0; hour < 28; hour++) {
      assertThat(authority.status().phase()).isEqualTo("distributing");
      clock.advance(Duration.ofHours(1));
      authority.tend(Duration.ofHours(1));
    }
    assertThat(authority.status().phase()).isEqualTo("withdrawing");
  }

  @Test
  void anOverlappingChangeWaitsForThoseOutside() {
    followed = true;
    var authority = open(clock);
    authority.rotate(Pace.OVERLAPPING).orThrow();
    seconds(authority, 100);
    assertThat(authority.status().phase()).isEqualTo("distributing");
    assertThat(authority.rotate(Pace.OVERLAPPING).isOk()).isFalse();

    assertThat(authority.rotate(Pace.PROMPT).orThrow().rotations()).isEqualTo(1);
    assertThat(authority.rotate(Pace.PROMPT).isOk()).isFalse();
    seconds(authority, 3);
    assertThat(authority.status().phase()).isEqualTo("withdrawing");
    seconds(authority, 3);
    assertThat(authority.status().phase()).isEqualTo("steady");
    authority.rotate(Pace.OVERLAPPING).orThrow();
    seconds(authority, 100);
    assertThat(authority.status().phase()).as("each is asked for").isEqualTo("distributing");
  }

  @Test
  void thePaceOutlivesARestart() {
    open(clock).rotate(Pace.PROMPT).orThrow();
    followed = true;
    var authority = open(clock);
    assertThat(authority.status().prompt()).isTrue();
    assertThat(authority.isNew()).isFalse();
    seconds(authority, 6);
    assertThat(authority.status().phase()).isEqualTo("steady");
  }

  @Test
  void aRootThatHasNotBegunDoesNotSign() {
    assertThat(open(clock).isNew()).isTrue();
    var ahead = new VirtualClock(clock.instant().plus(Duration.ofHours(1)));
    open(ahead).rotate(Pace.PROMPT).orThrow();
    followed = true;
    var authority = open(clock);
    seconds(authority, 100);
    assertThat(authority.status().phase()).isEqualTo("distributing");
    clock.advance(Duration.ofHours(1));
    seconds(authority, 3);
    assertThat(authority.status().phase()).isEqualTo("withdrawing");
  }
}
