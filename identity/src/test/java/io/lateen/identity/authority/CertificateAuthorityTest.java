// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.Fixtures;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import io.lateen.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {

  private static final SpiffeId ID = SpiffeId.workload(Fixtures.DOMAIN, "default", "reviews");

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();

  @Test
  void aLeafIsWhatSpiffeDemands() throws Exception {
    var authority = Fixtures.authority(folder, clock);
    var leaf = Fixtures.svid(authority, ID).svid().leaf();

    assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
    assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(6, ID.toString()));
    assertThat(leaf.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.17", "2.5.29.19");
    assertThat(leaf.getKeyUsage()).startsWith(true).endsWith(false).hasSize(9);
    assertThat(List.of(leaf.getKeyUsage()[5], leaf.getKeyUsage()[6])).containsOnly(false);
    assertThat(leaf.getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getNotBefore().toInstant()).isEqualTo(clock.instant().minusSeconds(60));
    assertThat(leaf.getNotAfter().toInstant())
        .isEqualTo(clock.instant().plus(Duration.ofHours(24)));
    var chain = Fixtures.svid(authority, ID).svid().chain();
    assertThat(chain).hasSize(2);
    chain.getFirst().verify(chain.getLast().getPublicKey());
    chain.getLast().verify(authority.bundle().roots().getFirst().getPublicKey());
  }

  @Test
  void theRootIsACaThatNamesItsTrustDomain() throws Exception {
    var root = Fixtures.authority(folder, clock).bundle().roots().getFirst();
    assertThat(root.getBasicConstraints()).isNotNegative();
    assertThat(root.getKeyUsage()[5]).isTrue();
    assertThat(root.getKeyUsage()[0]).isFalse();
    assertThat(root.getSubjectAlternativeNames())
        .containsExactly(List.of(6, "spiffe://cluster.local"));
    root.verify(root.getPublicKey());
  }

  @Test
  void theRootIsMadeOnceAndPrivate() throws IOException {
    var first = Fixtures.authority(folder, clock);
    var file = folder.resolve("ca").resolve("authority.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    clock.advance(Duration.ofDays(1));
    var second = Fixtures.authority(folder, clock);
    assertThat(second.bundle()).isEqualTo(first.bundle());
    assertThat(Fixtures.svid(second, ID).svid().notAfter()).isAfter(clock.instant());
  }

  @Test
  void aDamagedRootIsReportedAndLeftAlone() throws IOException {
    Fixtures.authority(folder, clock);
    var file = folder.resolve("ca").resolve("authority.pem");
    var whole = Files.readString(file);
    for (var damaged :
        List.of(
            "",
            whole.substring(0, whole.length() / 2),
            whole.substring(whole.indexOf("-----BEGIN CERT")),
            whole.substring(0, whole.length() - 20),
            whole.replaceFirst("steady", "busy"),
            whole.replaceFirst("MII", "NII"))) {
      Files.writeString(file, damaged);
      var result = open(Fixtures.DOMAIN);
      assertThat(result.isOk()).isFalse();
      assertThat(result.problems().render()).contains("authority.pem").contains("backup");
      assertThat(file).hasContent(damaged);
    }
  }

  @Test
  void aLeafIsNoRoot() throws IOException {
    var authority = Fixtures.authority(folder, clock);
    var file = folder.resolve("ca").resolve("authority.pem");
    var leaf = Fixtures.svid(authority, ID);
    var whole = Files.readString(file);
    var before = Certificates.toPem(authority.bundle().roots()).strip();
    var after = Certificates.toPem(List.of(leaf.svid().leaf())).strip();
    assertThat(whole).contains(before);
    Files.writeString(file, whole.replace(before, after));
    assertThat(open(Fixtures.DOMAIN).problems().render()).contains("no CA");
  }

  @Test
  void anOpenRootFileIsRefused() throws IOException {
    Fixtures.authority(folder, clock);
    var file = folder.resolve("ca").resolve("authority.pem");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(open(Fixtures.DOMAIN).problems().render()).contains("chmod 600");
  }

  @Test
  void theRootOfAnotherDomainIsRefused() {
    Fixtures.authority(folder, clock);
    assertThat(open(new TrustDomain("other")).problems().render())
        .contains("not of the trust domain other");
    var authority = Fixtures.authority(folder, clock);
    var foreign = SpiffeId.workload(new TrustDomain("other"), "a", "b");
    assertThatThrownBy(() -> Fixtures.svid(authority, foreign))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private io.lateen.base.Result<CertificateAuthority> open(TrustDomain domain) {
    return CertificateAuthority.open(folder, AuthoritySettings.of(domain), clock, Fixtures.RANDOM);
  }

  @Test
  void noLeafOutlivesItsIssuerOrItsLimit() {
    var root = Fixtures.authority(folder, clock).bundle().roots().getFirst();
    var span = Duration.ofDays(3650).toMinutes();
    var minutesBeforeTheEnd = Gen.oneOf(Gen.integer(0, 2 * 24 * 60), Gen.integer(0, (int) span));
    var lifetimes = Gen.integer(1, 24 * 60);
    Property.forAll(
        minutesBeforeTheEnd.then(left -> lifetimes.map(life -> List.of(left, life))),
        pair -> {
          var now = root.getNotAfter().toInstant().minus(Duration.ofMinutes(pair.getFirst()));
          var life = Duration.ofMinutes(pair.getLast());
          var authority =
              CertificateAuthority.open(
                      folder,
                      new AuthoritySettings(Fixtures.DOMAIN, life),
                      new VirtualClock(now),
                      Fixtures.RANDOM)
                  .orThrow();
          var issued = authority.issue(ID, Fixtures.request(IdentityKey.generate(Fixtures.RANDOM)));
          var last = root.getNotAfter().toInstant().minus(CertificateAuthority.ISSUER_MARGIN);
          assertThat(issued.isOk()).isEqualTo(!now.plusSeconds(60).isAfter(last));
          issued
              .toOptional()
              .ifPresent(
                  svid -> {
                    assertThat(svid.notAfter()).isBeforeOrEqualTo(last);
                    assertThat(svid.notAfter()).isBeforeOrEqualTo(now.plus(life));
                    assertThat(svid.validAt(now)).isTrue();
                    assertThat(svid.firstThirdEnds()).isAfterOrEqualTo(now.plusSeconds(20));
                    assertThat(svid.firstThirdEnds()).isBefore(svid.notAfter());
                  });
        });
  }

  @Test
  void aClockBeforeTheRootsTimeIssuesNothing() {
    Fixtures.authority(folder, clock);
    var early = new VirtualClock(VirtualClock.START.minus(Duration.ofDays(1)));
    var authority = Fixtures.authority(folder, early);
    var issued = authority.issue(ID, Fixtures.request(IdentityKey.generate(Fixtures.RANDOM)));
    assertThat(issued.problems().render()).contains("correct the clock");
  }

  @Test
  void lifetimesAreBounded() {
    for (var life : List.of(Duration.ofHours(25), Duration.ofSeconds(29), Duration.ZERO)) {
      assertThatThrownBy(() -> new AuthoritySettings(Fixtures.DOMAIN, life))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void serialNumbersArePositiveAndNeverTheSame() {
    var authority = Fixtures.authority(folder, clock);
    var seen = new HashSet<java.math.BigInteger>();
    for (int i = 0; i < 50; i++) {
      var serial = Fixtures.svid(authority, ID).svid().leaf().getSerialNumber();
      assertThat(serial).isPositive();
      assertThat(serial.bitLength()).isLessThanOrEqualTo(159);
      assertThat(seen.add(serial)).isTrue();
    }
  }

  @Test
  void aDoorsCertificateAlsoNamesItsHosts() throws Exception {
    var authority = Fixtures.authority(folder, clock);
    var names =
        List.of(ServerName.of("10.77.0.1"), ServerName.of("localhost"), ServerName.of("::1"));
    var id = SpiffeId.controlPlane(Fixtures.DOMAIN);
    var door = authority.issueServer(id, names).orThrow();
    assertThat(door.svid().leaf().getSubjectAlternativeNames())
        .containsExactly(
            List.of(6, id.toString()),
            List.of(7, "10.77.0.1"),
            List.of(2, "localhost"),
            List.of(7, "0:0:0:0:0:0:0:1"));
    assertThat(Svid.of(door.svid().chain()).id()).isEqualTo(id);
    assertThat(Certificates.fromPem(door.svid().pem())).isEqualTo(door.svid().chain());
  }

  @Test
  void whatIsNoHostNameIsRefused() {
    for (var name : List.of("", "a b", "*.example", "a\u0000b", "1.2.3", "a:b", "x".repeat(254))) {
      assertThatThrownBy(() -> ServerName.of(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
