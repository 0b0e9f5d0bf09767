// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateHoldersTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private final Set<String> following = new HashSet<>();
  private boolean doors = true;
  private CertificateAuthority authority;

  @BeforeEach
  void open() {
    authority =
        CertificateAuthority.open(
                folder, AuthoritySettings.of(Door.DOMAIN), clock, new SecureRandom())
            .orThrow();
  }

  private CertificateHolders holders() {
    return new CertificateHolders(
        authority, clock, clock, (node, roots) -> following.contains(node + roots), () -> doors);
  }

  private boolean follow(CertificateHolders holders) {
    return holders.follow(authority.bundle(), clock.instant());
  }

  private void follows(String node) {
    following.add(node + authority.bundle().fingerprint());
  }

  @Test
  void everyNodeWithACertificateHasToFollow() {
    var holders = holders();
    assertThat(follow(holders)).as("nobody").isTrue();
    holders.issued("host1", clock.instant().plus(DAY));
    holders.issued("host2", clock.instant().plus(DAY));
    follows("host2");
    assertThat(follow(holders)).isFalse();
    assertThat(holders.awaited(authority.bundle(), clock.instant())).containsExactly("host1");
    follows("host1");
    assertThat(follow(holders)).isTrue();
    doors = false;
    assertThat(follow(holders)).as("the doors").isFalse();
  }

  @Test
  void whoseCertificateHasEndedIsNotWaitedFor() {
    var holders = holders();
    holders.issued("away", clock.instant().plus(DAY));
    holders.issued("away", clock.instant().plus(Duration.ofHours(1)));
    clock.advance(DAY);
    assertThat(follow(holders)).as("a peer's clock may be behind").isFalse();
    clock.advance(Duration.ofHours(4).plusSeconds(1));
    assertThat(follow(holders)).isTrue();
  }

  @Test
  void whoConfirmsNothingIsWaitedFor() {
    var holders = holders();
    holders.issuedToOthers(clock.instant().plus(DAY));
    assertThat(follow(holders)).isFalse();
    assertThat(holders.awaited(authority.bundle(), clock.instant()))
        .singleElement()
        .asString()
        .contains("confirm nothing");
    clock.advance(Duration.ofHours(28).plusSeconds(1));
    assertThat(follow(holders)).isTrue();
  }

  @Test
  void afterARestartNobodyIsKnownUntilAllFromBeforeHaveEnded() {
    open();
    var holders = holders();
    assertThat(follow(holders)).isFalse();
    clock.advance(Duration.ofHours(28));
    assertThat(follow(holders)).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(follow(holders)).isTrue();
  }

  @Test
  void nodesBeyondTheLimitAreWaitedForTogether() {
    var holders = holders();
    for (int i = 0; i < CertificateHolders.MAX_NODES; i++) {
      holders.issued("host" + i, clock.instant().plus(DAY));
      follows("host" + i);
    }
    assertThat(follow(holders)).isTrue();
    holders.issued("host0", clock.instant().plus(DAY));
    assertThat(follow(holders)).isTrue();
    assertThat(holders.unnamed()).isZero();
    holders.issued("one-more", clock.instant().plus(DAY));
    assertThat(follow(holders)).isFalse();
    assertThat(holders.unnamed()).isOne();
    assertThat(holders.remembered()).isEqualTo(CertificateHolders.MAX_NODES);
    following.clear();
    clock.advance(DAY.plus(Duration.ofHours(5)));
    assertThat(holders.awaited(authority.bundle(), clock.instant())).isEmpty();
  }

  @Test
  void atMostTwentyAreTold() {
    var holders = holders();
    for (int i = 0; i < 100; i++) {
      holders.issued("host" + i, clock.instant().plus(DAY));
    }
    assertThat(holders.awaited(authority.bundle(), clock.instant()))
        .hasSize(20)
        .startsWith("host0", "host1", "host10");
  }
}
