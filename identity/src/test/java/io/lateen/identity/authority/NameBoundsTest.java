// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.Fixtures;
import io.lateen.identity.Fixtures.Extra;
import io.lateen.identity.Fixtures.Forger;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.CertificateForm.Validity;
import io.lateen.identity.authority.LeafForm.Leaf;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.SvidVerifier;
import io.lateen.identity.certificate.SvidVerifier.Purpose;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.testkit.time.VirtualClock;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an authority may sign for, and that those who verify look at it. */
class NameBoundsTest {

  private static final Instant NOW = VirtualClock.START;
  private static final TrustDomain EAST = new TrustDomain("east.example");
  private static final PluggedFiles COMPANY = PluggedFiles.made("company", "EC 256", NOW);

  @TempDir Path folder;

  /** What a cluster signs that knows no rules but has its key. */
  private static List<X509Certificate> signed(PluggedFiles by, TrustDomain domain)
      throws Exception {
    var id = SpiffeId.workload(domain, "default", "reviews");
    var validity = new Validity(BigInteger.TEN, NOW, NOW.plus(Duration.ofDays(1)));
    var leaf = new Leaf(id, List.of(ServerName.of("reviews.example")), by.key().publicKey());
    var encoded = new LeafForm(by.certificate(), by.key()).encode(leaf, validity);
    return List.of(Certificates.fromDer(encoded), by.certificate());
  }

  private static void verify(List<X509Certificate> chain, TrustDomain domain)
      throws CertificateException {
    var trusted = new TrustBundle(domain, List.of(COMPANY.root()));
    SvidVerifier.verify(chain, trusted, NOW.plusSeconds(1), Purpose.SERVER);
  }

  @Test
  void aClusterMintsIdentitiesOfItsOwnTrustDomainOnly() throws Exception {
    var east = COMPANY.boundTo(EAST, NOW);
    verify(signed(east, EAST), EAST);
    for (var other : List.of("west.example", "example", "a.east.example", "east.example.org")) {
      var domain = new TrustDomain(other);
      var forged = signed(east, domain);
      assertThatThrownBy(() -> verify(forged, domain))
          .as(other)
          .isInstanceOf(CertificateException.class)
          .hasMessageContaining("name constraints");
      verify(signed(COMPANY, domain), domain);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cluster.local", "td1", "a-b.c1", "1a.b"})
  void anAuthorityOfItsOwnBindsItsIntermediate(String name) throws Exception {
    var domain = new TrustDomain(name);
    var clock = new VirtualClock();
    var authority = Fixtures.authority(folder.resolve(name), domain, clock);
    var chain =
        Fixtures.svid(authority, SpiffeId.workload(domain, "default", "reviews")).svid().chain();
    SvidVerifier.verify(chain, authority.bundle(), clock.instant(), Purpose.CLIENT);
    var intermediate = chain.subList(1, 2);
    assertThat(intermediate.getFirst().getCriticalExtensionOIDs()).contains("2.5.29.30");
    assertThat(NameBounds.permit(intermediate, domain)).isTrue();
    assertThat(NameBounds.permit(intermediate, new TrustDomain("other.example"))).isFalse();
    assertThat(NameBounds.permit(intermediate, new TrustDomain("x." + name))).isFalse();
  }

  /** No host name, so that those who verify could not tell what the constraint means. */
  @ParameterizedTest
  @ValueSource(strings = {"a_b", "10.0.0.1", "-a", "a..b"})
  void trustDomainsThatAreNoHostsAreNotBound(String name) throws Exception {
    var domain = new TrustDomain(name);
    assertThat(NameBounds.to(domain)).isEmpty();
    var clock = new VirtualClock();
    var authority = Fixtures.authority(folder.resolve("any"), domain, clock);
    var chain =
        Fixtures.svid(authority, SpiffeId.workload(domain, "default", "reviews")).svid().chain();
    SvidVerifier.verify(chain, authority.bundle(), clock.instant(), Purpose.CLIENT);
    assertThat(chain.get(1).getExtensionValue("2.5.29.30")).isNull();
  }

  /** A company may also say for whom its clusters may not sign. */
  @Test
  void whatIsExcludedIsNotPermitted() {
    var east =
        new GeneralSubtree(new GeneralName(GeneralName.uniformResourceIdentifier, "east.example"));
    var bounds = new NameConstraints(null, new GeneralSubtree[] {east});
    var authority =
        new Forger("company", NOW)
            .intermediate(
                new Forger("west", NOW),
                List.of(
                    new Extra(Extension.basicConstraints, true, new BasicConstraints(true)),
                    new Extra(Extension.nameConstraints, true, bounds)));
    assertThat(NameBounds.permit(List.of(COMPANY.root(), authority), EAST)).isFalse();
    assertThat(NameBounds.permit(List.of(COMPANY.root(), authority), Fixtures.DOMAIN)).isTrue();
  }
}
