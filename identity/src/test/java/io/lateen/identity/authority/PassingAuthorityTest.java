// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.Fixtures;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.certificate.SvidVerifier;
import io.lateen.identity.certificate.SvidVerifier.Purpose;
import io.lateen.testkit.time.VirtualClock;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassingAuthorityTest {

  private static final SpiffeId ID = SpiffeId.node(Fixtures.DOMAIN, "worker");

  private final VirtualClock clock = new VirtualClock();

  private PassingAuthority authority() {
    return new PassingAuthority(AuthoritySettings.of(Fixtures.DOMAIN), clock, new SecureRandom());
  }

  @Test
  void whoTrustsItsRootAcceptsItsCertificatesOfBothSides() throws GeneralSecurityException {
    var authority = authority();
    var issued = authority.issue(ID, List.of(ServerName.of("127.0.0.1"))).svid();

    for (var purpose : Purpose.values()) {
      var verified =
          SvidVerifier.verify(issued.chain(), authority.bundle(), clock.instant(), purpose);
      assertThat(verified.id()).isEqualTo(ID);
    }
  }

  @Test
  void nobodyElseDoes() throws GeneralSecurityException {
    var issued = authority().issue(ID, List.of()).svid();
    var other = authority().bundle();

    assertThatThrownBy(
            () -> SvidVerifier.verify(issued.chain(), other, clock.instant(), Purpose.CLIENT))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void theyEndAfterAnHour() throws GeneralSecurityException {
    var issued = authority().issue(ID, List.of()).svid();

    assertThat(Duration.between(clock.instant(), issued.notAfter()))
        .isLessThanOrEqualTo(PassingAuthority.LIFETIME)
        .isGreaterThan(PassingAuthority.LIFETIME.minusSeconds(1));
  }

  @Test
  void theirKeysAreNotInTheirTexts() throws GeneralSecurityException {
    var issued = authority().issue(ID, List.of());

    assertThat(issued.toString()).contains("worker").doesNotContain("PRIVATE");
  }
}
