// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.identity.Fixtures;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a certificate says of its own life and origin. */
class SvidTest {

  private static final SpiffeId ID = SpiffeId.workload(Fixtures.DOMAIN, "default", "reviews");

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private CertificateAuthority authority;
  private Svid svid;

  @BeforeEach
  void issue() {
    authority = Fixtures.authority(folder.resolve("a"), clock);
    svid = Fixtures.svid(authority, ID).svid();
  }

  @Test
  void livesFromItsIssueAndIsValidAMinuteBefore() {
    var now = clock.instant();
    assertThat(svid.lifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(svid.firstThirdEnds()).isEqualTo(now.plus(Duration.ofHours(8)));
    assertThat(svid.validAt(now.minusSeconds(60))).isTrue();
    assertThat(svid.validAt(now.minusSeconds(61))).isFalse();
    assertThat(svid.validAt(now.plus(Duration.ofHours(24)))).isTrue();
    assertThat(svid.validAt(now.plus(Duration.ofHours(24)).plusSeconds(1))).isFalse();
  }

  @Test
  void leadsToTheRootThatHasSignedItsChain() {
    var other = Fixtures.authority(folder.resolve("b"), clock);
    assertThat(svid.leadsTo(authority.bundle().roots().getFirst())).isTrue();
    assertThat(svid.leadsTo(other.bundle().roots().getFirst())).isFalse();
  }
}
