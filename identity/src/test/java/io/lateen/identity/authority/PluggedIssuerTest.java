// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import static io.lateen.identity.Fixtures.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.base.Result;
import io.lateen.identity.Fixtures;
import io.lateen.identity.Fixtures.Extra;
import io.lateen.identity.Fixtures.Forger;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.SvidVerifier;
import io.lateen.identity.certificate.SvidVerifier.Purpose;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.crypto.SignatureProvider;
import io.lateen.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluggedIssuerTest {

  private static final SpiffeId ID = SpiffeId.workload(Fixtures.DOMAIN, "default", "reviews");

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private Path plugged;

  @BeforeEach
  void makeFolder() throws IOException {
    plugged = Files.createDirectories(folder.resolve("cacerts"));
  }

  private Result<CertificateAuthority> open(Optional<RemoteSigner> signer) {
    var settings =
        new AuthoritySettings(
            Fixtures.DOMAIN,
            Duration.ofHours(24),
            AuthoritySettings.ROOT_LIFETIME,
            "east",
            Optional.of(plugged),
            signer,
            SignatureProvider.JDK);
    return CertificateAuthority.open(folder, settings, clock, Fixtures.RANDOM);
  }

  private CertificateAuthority open() {
    return open(Optional.empty()).orThrow();
  }

  private void write(Map<String, String> files) {
    try {
      for (var file : files.entrySet()) {
        Files.writeString(plugged.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pass(CertificateAuthority authority, int hours) {
    for (int i = 0; i < hours; i++) {
      clock.advance(Duration.ofHours(1));
      authority.tend(Duration.ofHours(1));
    }
  }

  private void proves(CertificateAuthority authority, PluggedFiles files) throws Exception {
    var chain = Fixtures.svid(authority, ID).svid().chain();
    SvidVerifier.verify(chain, files.bundle(), clock.instant(), Purpose.CLIENT);
  }

  @Test
  void thePluggedIssuerSigns() throws Exception {
    for (var kind : List.of("EC 256", "EC 384", "RSA 2048")) {
      var files = PluggedFiles.made("root of " + kind, kind, clock.instant());
      write(files.texts());
      Files.deleteIfExists(folder.resolve("ca").resolve("authority.pem"));
      var authority = open();
      proves(authority, files);
      assertThat(authority.bundle()).isEqualTo(files.bundle());
      assertThat(authority.status().origin()).isEqualTo("plugged");
      assertThat(open().bundle()).isEqualTo(files.bundle());
    }
  }

  @Test
  void oldFormsOfKeysAreRead() throws Exception {
    for (var kind : List.of("EC 256", "RSA 2048")) {
      var files = PluggedFiles.made("old", kind, clock.instant());
      write(files.texts());
      write(Map.of(PluggedFolder.KEY, files.oldKey()));
      Files.deleteIfExists(folder.resolve("ca").resolve("authority.pem"));
      proves(open(), files);
    }
  }

  @Test
  void noLeafOutlivesThePluggedIssuer() {
    var files = PluggedFiles.made("short", "EC 256", clock.instant());
    write(files.texts());
    var authority = open();
    clock.advance(PluggedFiles.LIFETIME.minus(Duration.ofHours(2)));
    var leaf = Fixtures.svid(authority, ID).svid();
    assertThat(leaf.notAfter())
        .isEqualTo(files.notAfter().minus(CertificateAuthority.ISSUER_MARGIN));
    clock.advance(Duration.ofHours(3));
    var request = Fixtures.request(io.lateen.identity.secret.IdentityKey.generate(Fixtures.RANDOM));
    assertThat(authority.issue(ID, request).isOk()).isFalse();
    assertThat(authority.status().problems().render()).contains("no certificates are issued");
  }

  @Test
  void badFilesAreNamedAtTheStart() {
    var good = PluggedFiles.made("good", "EC 256", clock.instant());
    for (var bad : badFiles(good).entrySet()) {
      write(good.texts());
      write(bad.getValue());
      var problems = open(Optional.empty()).problems().render();
      assertThat(problems).as(bad.getKey()).contains(bad.getKey()).contains("cacerts");
    }
  }

  @Test
  void badFilesLeaveTheLastGoodIssuerAtWork() throws Exception {
    var good = PluggedFiles.made("good", "EC 256", clock.instant());
    write(good.texts());
    var authority = open();
    for (var bad : badFiles(good).entrySet()) {
      write(bad.getValue());
      authority.tend(Duration.ofSeconds(5));
      assertThat(authority.status().problems().render()).contains(bad.getKey());
      proves(authority, good);
      proves(open(), good);
      write(good.texts());
      authority.tend(Duration.ofSeconds(5));
      assertThat(authority.status().problems()).isEmpty();
      assertThat(authority.status().phase()).isEqualTo("steady");
    }
  }

  @Test
  void rootsAndChainsHaveBoundsAndEnds() throws Exception {
    var good = PluggedFiles.made("good", "EC 256", clock.instant());
    write(good.texts());
    var authority = open();
    var before = clock.instant().minus(PluggedFiles.LIFETIME.multipliedBy(3));
    var ended = Certificates.toPem(List.of(PluggedFiles.made("ended", "EC 256", before).root()));
    var many = new StringBuilder();
    for (int i = 0; i < TrustBundle.MAX_ROOTS; i++) {
      many.append(
          PluggedFiles.made("more", "EC 256", clock.instant()).texts().get(PluggedFolder.ROOTS));
    }
    var own = good.texts().get(PluggedFolder.ROOTS);
    var link = Certificates.toPem(List.of(good.certificate()));
    var bad =
        Map.of(
            "root-cert.pem has expired",
            Map.of(PluggedFolder.ROOTS, ended),
            "root-cert.pem holds more than 8 roots",
            Map.of(PluggedFolder.ROOTS, own + many),
            "cert-chain.pem has more than 3 certificates",
            Map.of(PluggedFolder.CHAIN, link.repeat(4)));
    for (var one : bad.entrySet()) {
      write(one.getValue());
      authority.tend(Duration.ofSeconds(5));
      assertThat(authority.status().problems().render()).contains(one.getKey());
      write(good.texts());
      authority.tend(Duration.ofSeconds(5));
    }
    proves(authority, good);
  }

  @Test
  void theRootThatSignsComesFirstAndEndedOnesAreLeftOut() {
    var good = PluggedFiles.made("good", "EC 256", clock.instant());
    var other = PluggedFiles.made("other", "EC 256", clock.instant());
    var before = clock.instant().minus(PluggedFiles.LIFETIME.multipliedBy(3));
    var ended = PluggedFiles.made("ended", "EC 256", before).root();
    var texts = new HashMap<>(good.texts());
    texts.put(PluggedFolder.ROOTS, Certificates.toPem(List.of(ended, other.root(), good.root())));
    write(texts);
    assertThat(open().bundle().roots()).containsExactly(good.root(), other.root());
  }

  @Test
  void rootsMaySignOthers() {
    var good = PluggedFiles.made("good", "EC 256", clock.instant());
    var ca = new Extra(Extension.basicConstraints, true, new BasicConstraints(true));
    var proves = new Extra(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    var forger = new Forger("root", clock.instant());
    write(good.texts());
    write(Map.of(PluggedFolder.ROOTS, forger.bundle(DOMAIN, List.of(ca, proves)).pem()));
    assertThat(open(Optional.empty()).problems().render())
        .contains("root-cert.pem holds a certificate that may not sign others");

    // Old roots do not say what their keys are for.
    var silent = forger.bundle(DOMAIN, List.of(ca)).roots().getFirst();
    var roots = List.of(good.root(), silent);
    write(Map.of(PluggedFolder.ROOTS, Certificates.toPem(roots)));
    assertThat(open().bundle().roots()).containsExactlyElementsOf(roots);
  }

  /** By a part of the message that each must give. */
  private Map<String, Map<String, String>> badFiles(PluggedFiles good) {
    var other = PluggedFiles.made("other", "EC 256", clock.instant());
    var key = good.key().pem().reveal();
    var own = Certificates.toPem(List.of(good.certificate()));
    var past = clock.instant().minus(PluggedFiles.LIFETIME.multipliedBy(2));
    var coming = clock.instant().plus(PluggedFiles.LIFETIME);
    return Map.of(
        "ca-key.pem cannot be used: the private key does not belong",
        Map.of(PluggedFolder.KEY, other.texts().get(PluggedFolder.KEY)),
        "ca-key.pem cannot be used: the private key is not readable",
        Map.of(PluggedFolder.KEY, key.substring(0, key.length() / 2)),
        "ca-key.pem cannot be used: there is no private key",
        Map.of(PluggedFolder.KEY, ""),
        "ca-cert.pem is not readable",
        Map.of(PluggedFolder.CERTIFICATE, own.substring(0, own.length() / 2)),
        "ca-cert.pem holds 2 certificates",
        Map.of(PluggedFolder.CERTIFICATE, own + own),
        "ca-cert.pem has expired",
        PluggedFiles.made("past", "EC 256", past).texts(),
        "ca-cert.pem is not valid before",
        PluggedFiles.made("coming", "EC 256", coming).texts(),
        "cert-chain.pem does not begin",
        Map.of(PluggedFolder.CHAIN, other.texts().get(PluggedFolder.CHAIN)),
        "cert-chain.pem does not lead to a root",
        Map.of(PluggedFolder.ROOTS, other.texts().get(PluggedFolder.ROOTS)),
        "root-cert.pem holds no certificate",
        Map.of(PluggedFolder.ROOTS, "\u0000\u0001"));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    for (var name : PluggedFiles.made("x", "EC 256", clock.instant()).texts().keySet()) {
      write(PluggedFiles.made("x", "EC 256", clock.instant()).texts());
      Files.delete(plugged.resolve(name));
      assertThat(open(Optional.empty()).problems().render()).contains(name + " is missing");
    }
  }

  @Test
  void aLeafIsNoIssuer() {
    var good = PluggedFiles.made("good", "EC 256", clock.instant());
    write(good.texts());
    write(Map.of(PluggedFolder.CERTIFICATE, good.leafPem()));
    assertThat(open(Optional.empty()).problems().render()).contains("may not sign others");
  }

  @Test
  void anotherIssuerUnderTheSameRootSignsAtOnce() throws Exception {
    var first = PluggedFiles.made("shared", "EC 256", clock.instant());
    write(first.texts());
    var authority = open();
    var second = first.sibling(clock.instant());
    write(second.texts());
    authority.tend(Duration.ofSeconds(5));
    assertThat(authority.status().phase()).isEqualTo("steady");
    assertThat(authority.status().issuer()).isEqualTo(second.certificate());
    proves(authority, first);
  }

  @Test
  void anotherRootBesideTheSameIssuerIsTrustedAtOnce() throws Exception {
    var files = PluggedFiles.made("first", "EC 256", clock.instant());
    write(files.texts());
    var authority = open();
    var other = PluggedFiles.made("other", "EC 256", clock.instant()).root();
    write(Map.of(PluggedFolder.ROOTS, Certificates.toPem(List.of(files.root(), other))));
    authority.tend(Duration.ofSeconds(5));
    assertThat(authority.bundle().roots()).containsExactly(files.root(), other);
    assertThat(authority.status().phase()).isEqualTo("steady");
    proves(authority, files);
  }

  @Test
  void aFileThatGoesLeavesTheLastGoodIssuerAtWork() throws Exception {
    var files = PluggedFiles.made("first", "EC 256", clock.instant());
    write(files.texts());
    var authority = open();
    Files.delete(plugged.resolve(PluggedFolder.CERTIFICATE));
    authority.tend(Duration.ofSeconds(5));
    assertThat(authority.status().problems().render())
        .contains(PluggedFolder.CERTIFICATE + " is missing");
    proves(authority, files);
    write(files.texts());
    authority.tend(Duration.ofSeconds(5));
    assertThat(authority.status().problems()).isEmpty();
  }

  @Test
  void anIssuerUnderAnotherRootIsTrustedFirst() throws Exception {
    var first = PluggedFiles.made("first", "EC 256", clock.instant());
    write(first.texts());
    var authority = open();
    var second = PluggedFiles.made("second", "RSA 2048", clock.instant());
    write(second.texts());
    authority.tend(Duration.ofSeconds(5));
    assertThat(authority.status().phase()).isEqualTo("distributing");
    assertThat(authority.bundle().roots()).hasSize(2);
    proves(authority, first);
    pass(authority, 28);
    proves(open(), second);
    pass(authority, 28);
    assertThat(authority.bundle()).isEqualTo(second.bundle());
    assertThat(authority.rotate(Pace.OVERLAPPING).problems().render()).contains("plugged in");
  }

  @Test
  void aBuiltInRootGivesWayToAPluggedOneAndBack() throws Exception {
    var own = Fixtures.authority(folder, clock);
    var files = PluggedFiles.made("plugged", "EC 256", clock.instant());
    write(files.texts());
    var authority = open();
    assertThat(authority.bundle().roots()).containsAll(own.bundle().roots()).hasSize(2);
    pass(authority, 56);
    assertThat(authority.bundle()).isEqualTo(files.bundle());
    var back = Fixtures.authority(folder, clock);
    assertThat(back.status().phase()).isEqualTo("distributing");
    pass(back, 56);
    assertThat(back.status().origin()).isEqualTo("built-in");
    assertThat(back.bundle().roots())
        .hasSize(1)
        .doesNotContainAnyElementsOf(files.bundle().roots());
  }

  @Test
  void aRemoteKeySignsAndItsFailureIsToldClearly() throws Exception {
    var files = PluggedFiles.made("remote", "EC 256", clock.instant());
    write(files.texts());
    Files.delete(plugged.resolve(PluggedFolder.KEY));
    var signer = new FakeSigner(files);
    var authority = open(Optional.of(signer)).orThrow();
    proves(authority, files);
    assertThat(authority.isRemote()).isTrue();
    assertThat(authority.status().origin()).contains("remote");
    assertThat(Files.readString(folder.resolve("ca").resolve("authority.pem")))
        .doesNotContain("PRIVATE KEY");

    signer.answer = FakeSigner.Answer.FAILS;
    assertThat(issue(authority)).contains("does not sign: the vault is sealed");
    signer.answer = FakeSigner.Answer.WRONG_KEY;
    assertThat(issue(authority)).contains("signed with another key");
    assertThat(open(Optional.empty()).problems().render()).contains("no signer is configured");
  }

  private static String issue(CertificateAuthority authority) {
    var key = io.lateen.identity.secret.IdentityKey.generate(Fixtures.RANDOM);
    return authority.issue(ID, Fixtures.request(key)).problems().render();
  }

  /** A vault with the key of some files. */
  private static final class FakeSigner implements RemoteSigner {

    private enum Answer {
      RIGHT,
      WRONG_KEY,
      FAILS
    }

    private final PluggedFiles files;
    private Answer answer = Answer.RIGHT;

    FakeSigner(PluggedFiles files) {
      this.files = files;
    }

    @Override
    public String place() {
      return "the vault";
    }

    @Override
    public byte[] sign(io.lateen.identity.crypto.KeyKind kind, byte[] content)
        throws GeneralSecurityException {
      return switch (answer) {
        case RIGHT -> files.key().sign(content);
        case WRONG_KEY ->
            io.lateen.identity.crypto.LocalKey.generate(Fixtures.RANDOM, SignatureProvider.JDK)
                .sign(content);
        case FAILS -> throw new GeneralSecurityException("the vault is sealed");
      };
    }
  }

  @Test
  void anIssuerThatMaySignForOthersOnlyIsRefusedAtOnce() throws Exception {
    var company = PluggedFiles.made("company", "EC 256", clock.instant());
    write(company.boundTo(new TrustDomain("other.example"), clock.instant()).texts());
    assertThat(open(Optional.empty()).problems().render())
        .contains("cert-chain.pem has name constraints that do not permit identities of")
        .contains(Fixtures.DOMAIN.name());
    var own = company.boundTo(Fixtures.DOMAIN, clock.instant());
    write(own.texts());
    proves(open(), own);
  }
}
