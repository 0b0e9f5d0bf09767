// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.Fixtures;
import io.lateen.identity.Fixtures.Extra;
import io.lateen.identity.Fixtures.Forger;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.ServerName;
import io.lateen.identity.certificate.SvidVerifier.Purpose;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SvidVerifierTest {

  private static final SpiffeId ID = SpiffeId.workload(Fixtures.DOMAIN, "default", "reviews");
  private static final Extra CA =
      new Extra(Extension.basicConstraints, true, new BasicConstraints(true));
  private static final Extra SIGNING = usage(KeyUsage.digitalSignature);
  private static final Extra CLIENT = purpose(KeyPurposeId.id_kp_clientAuth);

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private CertificateAuthority authority;

  @BeforeEach
  void open() {
    authority = Fixtures.authority(folder.resolve("a"), clock);
  }

  private Svid verify(List<X509Certificate> chain, TrustBundle bundle) throws CertificateException {
    return SvidVerifier.verify(chain, bundle, clock.instant(), Purpose.CLIENT);
  }

  @Test
  void acceptsWhatItsAuthorityIssued() throws CertificateException {
    var svid = Fixtures.svid(authority, ID).svid();
    assertThat(verify(svid.chain(), authority.bundle())).isEqualTo(svid);
  }

  @Test
  void refusesTheSameNameFromAnotherRoot() {
    var other = Fixtures.authority(folder.resolve("b"), clock);
    var svid = Fixtures.svid(other, ID).svid();
    assertThatThrownBy(() -> verify(svid.chain(), authority.bundle()))
        .hasMessageContaining("not trusted");
  }

  @Test
  void refusesAForeignTrustDomain() {
    var foreign = new TrustDomain("evil.example");
    var other = Fixtures.authority(folder.resolve("b"), foreign, clock);
    var svid = Fixtures.svid(other, SpiffeId.workload(foreign, "default", "reviews")).svid();
    assertThatThrownBy(() -> verify(svid.chain(), authority.bundle()))
        .hasMessageContaining("not of the trust domain");

    // Even when its root is trusted for this domain, it cannot speak for another one.
    var both = authority.bundle().and(new TrustBundle(Fixtures.DOMAIN, other.bundle().roots()));
    assertThatThrownBy(() -> verify(svid.chain(), both)).hasMessageContaining("trust domain");
  }

  @Test
  void refusesBeforeAndAfterItsTime() {
    var svid = Fixtures.svid(authority, ID).svid();
    clock.advance(Duration.ofHours(24).plusSeconds(1));
    assertThatThrownBy(() -> verify(svid.chain(), authority.bundle()))
        .isInstanceOf(CertificateException.class);

    var early = new VirtualClock(VirtualClock.START.minus(Duration.ofSeconds(61)));
    assertThatThrownBy(
            () ->
                SvidVerifier.verify(
                    svid.chain(), authority.bundle(), early.instant(), Purpose.CLIENT))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void refusesAnExpiredRoot() throws CertificateException {
    var forger = new Forger("root", VirtualClock.START);
    var bundle = forger.bundle(Fixtures.DOMAIN, List.of(CA, usage(KeyUsage.keyCertSign)));
    var chain = List.of(forger.leaf(key(), List.of(names(ID.toString()), SIGNING, CLIENT)));
    assertThat(verify(chain, bundle).id()).isEqualTo(ID);

    clock.advance(Duration.ofDays(2));
    assertThatThrownBy(() -> verify(chain, bundle)).hasMessageContaining("is valid now");
  }

  /** Names of hosts are beside the identity, and are none. */
  @Test
  void acceptsADoorWithNamesOfHosts() throws CertificateException {
    var names = List.of(ServerName.of("door.example"), ServerName.of("10.0.0.1"));
    var door = authority.issueServer(ID, names).orThrow().svid();
    assertThat(verify(door.chain(), authority.bundle())).isEqualTo(door);
  }

  @Test
  void acceptsARootThatMaySignLeavesOnly() throws CertificateException {
    var forger = new Forger("root", VirtualClock.START);
    var only = new Extra(Extension.basicConstraints, true, new BasicConstraints(0));
    var bundle = forger.bundle(Fixtures.DOMAIN, List.of(only, usage(KeyUsage.keyCertSign)));
    var leaf = forger.leaf(key(), List.of(names(ID.toString()), SIGNING, CLIENT));
    assertThat(verify(List.of(leaf), bundle).id()).isEqualTo(ID);
  }

  @Test
  void acceptsAChainOverAnIntermediateAuthority() throws CertificateException {
    var root = new Forger("root", VirtualClock.START);
    var between = new Forger("between", VirtualClock.START);
    var signing = usage(KeyUsage.keyCertSign);
    var bundle = root.bundle(Fixtures.DOMAIN, List.of(CA, signing));
    var leaf = between.leaf(key(), List.of(names(ID.toString()), SIGNING, CLIENT));
    var good = root.intermediate(between, List.of(CA, signing));
    assertThat(verify(List.of(leaf, good), bundle).id()).isEqualTo(ID);

    // A workload's certificate is no intermediate authority, whatever it signs.
    var workload = root.intermediate(between, List.of(names(ID.toString()), SIGNING, CLIENT));
    assertThatThrownBy(() -> verify(List.of(leaf, workload), bundle))
        .hasMessageContaining("not trusted");
    assertThatThrownBy(() -> verify(List.of(leaf), bundle)).hasMessageContaining("not trusted");
  }

  @Test
  void refusesTheWrongPurpose() throws CertificateException {
    var forger = new Forger("root", VirtualClock.START);
    var bundle = forger.bundle(Fixtures.DOMAIN, List.of(CA, usage(KeyUsage.keyCertSign)));
    var server = purpose(KeyPurposeId.id_kp_serverAuth);
    var chain = List.of(forger.leaf(key(), List.of(names(ID.toString()), SIGNING, server)));

    assertThatThrownBy(() -> verify(chain, bundle)).hasMessageContaining("may not act as CLIENT");
    assertThat(SvidVerifier.verify(chain, bundle, clock.instant(), Purpose.SERVER).id())
        .isEqualTo(ID);
    var none = List.of(forger.leaf(key(), List.of(names(ID.toString()), SIGNING)));
    assertThatThrownBy(() -> verify(none, bundle)).hasMessageContaining("may not act");
  }

  @Test
  void refusesLeavesThatAreNoSvids() {
    var forger = new Forger("root", VirtualClock.START);
    var id = names(ID.toString());
    assertRefused(forger.leaf(key(), List.of(SIGNING, CLIENT)), "exactly one URI name, not 0");
    assertRefused(
        forger.leaf(
            key(), List.of(names(ID.toString(), "spiffe://cluster.local/b"), SIGNING, CLIENT)),
        "exactly one URI name, not 2");
    assertRefused(
        forger.leaf(key(), List.of(names("spiffe://cluster.local"), SIGNING, CLIENT)),
        "not the trust domain");
    assertRefused(
        forger.leaf(key(), List.of(names("spiffe://CLUSTER.local/a"), SIGNING, CLIENT)),
        "no SPIFFE ID");
    assertRefused(forger.leaf(key(), List.of(id, SIGNING, CLIENT, CA)), "no CA");
    var last = new Extra(Extension.basicConstraints, true, new BasicConstraints(0));
    assertRefused(forger.leaf(key(), List.of(id, SIGNING, CLIENT, last)), "no CA");
    assertRefused(forger.leaf(key(), List.of(id, CLIENT)), "key usage");
    assertRefused(
        forger.leaf(key(), List.of(id, usage(KeyUsage.keyEncipherment), CLIENT)), "key usage");
    assertRefused(
        forger.leaf(
            key(), List.of(id, usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign), CLIENT)),
        "key usage");
    assertRefused(
        forger.leaf(
            key(), List.of(id, usage(KeyUsage.digitalSignature | KeyUsage.cRLSign), CLIENT)),
        "key usage");
    assertRefused(
        forger.leaf(Fixtures.keyPair("RSA", 1024).getPublic(), List.of(id, SIGNING, CLIENT)),
        "a leaf's key is P-256, P-384, or RSA with 2048 to 4096 bits");
  }

  private void assertRefused(X509Certificate leaf, String reason) {
    assertThatThrownBy(() -> verify(List.of(leaf), authority.bundle()))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesNoChainAndALongOne() throws CertificateException {
    var leaf = Fixtures.svid(authority, ID).svid().leaf();
    var longest = Collections.nCopies(Svid.MAX_CHAIN, leaf);
    assertThat(Svid.fromDer(Svid.of(longest).ders()).chain()).isEqualTo(longest);
    assertThatThrownBy(() -> Svid.of(List.of())).isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> Svid.of(Collections.nCopies(Svid.MAX_CHAIN + 1, leaf)))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> Svid.fromDer(Collections.nCopies(Svid.MAX_CHAIN + 1, new byte[0])))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void aChangedBitIsNoCertificateOfOurs() {
    var der = Fixtures.svid(authority, ID).svid().ders().getFirst();
    for (int bit = 0; bit < der.length * 8; bit += 7) {
      var damaged = der.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> verify(List.of(Certificates.fromDer(damaged)), authority.bundle()))
          .as("bit %d", bit)
          .isInstanceOf(CertificateException.class);
    }
  }

  @Test
  void nothingFollowsACertificate() {
    var der = Fixtures.svid(authority, ID).svid().ders().getFirst();
    assertThatThrownBy(() -> Certificates.fromDer(Arrays.copyOf(der, der.length + 1)))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("after the certificate");
  }

  @Test
  void bundlesAreReadBackFromPemAndDer() throws CertificateException {
    var bundle = authority.bundle();
    assertThat(TrustBundle.fromPem(Fixtures.DOMAIN, bundle.pem())).isEqualTo(bundle);
    assertThat(TrustBundle.fromDer(Fixtures.DOMAIN, bundle.ders())).isEqualTo(bundle);
    assertThat(TrustBundle.selfNamed(bundle.pem())).isEqualTo(bundle);
    assertThat(bundle.and(bundle)).isEqualTo(bundle);
    var other = Fixtures.authority(folder.resolve("b"), clock).bundle();
    assertThat(bundle.fingerprint()).isNotEmpty().isEqualTo(bundle.and(bundle).fingerprint());
    assertThat(Set.of(bundle, other, bundle.and(other)))
        .extracting(TrustBundle::fingerprint)
        .doesNotHaveDuplicates();
  }

  @Test
  void aBundleHasOneToEightRootsThatAreCas() {
    var leaf = Fixtures.svid(authority, ID).svid().leaf();
    assertThatThrownBy(() -> new TrustBundle(Fixtures.DOMAIN, List.of(leaf)))
        .hasMessageContaining("no CA");
    assertThatThrownBy(() -> TrustBundle.fromPem(Fixtures.DOMAIN, "nothing"))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> TrustBundle.selfNamed("nothing"))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> TrustBundle.selfNamed(Certificates.toPem(List.of(leaf))))
        .hasMessageContaining("does not name");
    assertThatThrownBy(() -> TrustBundle.fromDer(Fixtures.DOMAIN, many(new byte[1])))
        .isInstanceOf(CertificateException.class);
    var roots = new ArrayList<X509Certificate>();
    for (int i = 0; i <= TrustBundle.MAX_ROOTS; i++) {
      var forger = new Forger("root" + i, VirtualClock.START);
      roots.addAll(forger.bundle(Fixtures.DOMAIN, List.of(CA)).roots());
    }
    assertThatThrownBy(() -> new TrustBundle(Fixtures.DOMAIN, roots))
        .isInstanceOf(IllegalArgumentException.class);
    var full = new TrustBundle(Fixtures.DOMAIN, roots.subList(0, TrustBundle.MAX_ROOTS));
    assertThat(authority.bundle().and(full).roots())
        .hasSize(TrustBundle.MAX_ROOTS)
        .startsWith(authority.bundle().roots().getFirst());
  }

  @Test
  void pemThatIsCutOrTooMuchIsRefused() throws CertificateException {
    var pem = authority.bundle().pem();
    assertThat(Certificates.fromPem(pem.repeat(Certificates.MAX_CERTIFICATES)))
        .hasSize(Certificates.MAX_CERTIFICATES);
    assertThatThrownBy(() -> Certificates.fromPem(pem.substring(0, pem.length() - 20)))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> Certificates.fromPem(pem.repeat(Certificates.MAX_CERTIFICATES + 1)))
        .hasMessageContaining("more than");
    assertThatThrownBy(() -> Certificates.fromPem(pem.replace("MII", "!!!")))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> Certificates.fromDer(new byte[Certificates.MAX_DER_BYTES + 1]))
        .isInstanceOf(CertificateException.class);
  }

  private static List<byte[]> many(byte[] der) {
    return Collections.nCopies(TrustBundle.MAX_ROOTS + 1, der);
  }

  private static java.security.PublicKey key() {
    return IdentityKey.generate(Fixtures.RANDOM).publicKey();
  }

  private static Extra names(String... uris) {
    var names = new ArrayList<GeneralName>();
    for (var uri : uris) {
      names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
    }
    return new Extra(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(names.toArray(GeneralName[]::new)));
  }

  private static Extra usage(int bits) {
    return new Extra(Extension.keyUsage, true, new KeyUsage(bits));
  }

  private static Extra purpose(KeyPurposeId purpose) {
    return new Extra(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
  }
}
