// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.identity.Fixtures;
import io.lateen.identity.Fixtures.Extra;
import io.lateen.identity.Fixtures.Forger;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.CertificateForm.Validity;
import io.lateen.identity.authority.LeafForm.Leaf;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.crypto.LocalKey;
import io.lateen.identity.crypto.SignatureProvider;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** Leaves are what another encoder makes of the same content. */
class LeafFormTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final LocalKey rootKey = LocalKey.generate(Fixtures.RANDOM, SignatureProvider.JDK);
  private final X509Certificate root =
      CertificateForm.root(
          Fixtures.DOMAIN,
          rootKey,
          new Validity(BigInteger.TEN, NOW, NOW.plus(Duration.ofDays(3650))));

  @Test
  void everyByteButTheSignatureIsAnotherEncoders() {
    var form = new LeafForm(root, rootKey);
    var cases =
        Gen.integer(1, 160)
            .then(bits -> Gen.integer(0, 15_000).map(days -> List.of(bits, days)))
            .then(
                pair ->
                    Gen.integer(1, 250).map(length -> List.of(pair.get(0), pair.get(1), length)));
    Property.forAll(
        cases,
        drawn -> {
          var serial = new BigInteger(drawn.get(0), Fixtures.RANDOM).add(BigInteger.ONE);
          var begin = NOW.plus(Duration.ofDays(drawn.get(1)));
          var validity = new Validity(serial, begin, begin.plus(Duration.ofHours(24)));
          var id = SpiffeId.workload(Fixtures.DOMAIN, "default", "a".repeat(drawn.get(2)));
          var key = key(drawn.get(0));
          var names =
              List.of(
                  ServerName.of("door.example"), ServerName.of("10.0.0.1"), ServerName.of("::1"));
          var leaf = new Leaf(id, drawn.get(0) % 2 == 0 ? List.of() : names, key);

          var ours = Certificates.fromDer(form.encode(leaf, validity));

          ours.verify(root.getPublicKey());
          assertThat(ours.getTBSCertificate()).isEqualTo(theirs(leaf, validity));
        });
  }

  private static PublicKey key(int seed) {
    return switch (seed % 3) {
      case 0 -> Fixtures.keyPair("EC", 384).getPublic();
      default -> IdentityKey.generate(Fixtures.RANDOM).publicKey();
    };
  }

  private byte[] theirs(Leaf leaf, Validity validity) throws Exception {
    var builder =
        new X509v3CertificateBuilder(
            X500Name.getInstance(root.getSubjectX500Principal().getEncoded()),
            validity.serial(),
            Date.from(validity.notBefore()),
            Date.from(validity.notAfter()),
            new X500Name(new RDN[0]),
            SubjectPublicKeyInfo.getInstance(leaf.request().publicKey().getEncoded()));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(root.getPublicKey()));
    var names = new java.util.ArrayList<GeneralName>();
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, leaf.id().toString()));
    for (var host : leaf.hosts()) {
      names.add(
          switch (host) {
            case ServerName.Dns(var name) -> new GeneralName(GeneralName.dNSName, name);
            case ServerName.Ip(var address) ->
                new GeneralName(GeneralName.iPAddress, address.getHostAddress());
          });
    }
    builder.addExtension(
        Extension.subjectAlternativeName,
        true,
        new GeneralNames(names.toArray(GeneralName[]::new)));
    var signer =
        new JcaContentSignerBuilder("SHA256withECDSA")
            .build(IdentityKey.generate(Fixtures.RANDOM).privateKey());
    return builder.build(signer).toASN1Structure().getTBSCertificate().getEncoded("DER");
  }

  @Test
  void theIssuersOwnNameForItsKeyIsTaken() throws Exception {
    var identifier = root.getExtensionValue("2.5.29.14");
    var id = SpiffeId.workload(Fixtures.DOMAIN, "default", "a");
    var leaf = new Leaf(id, List.of(), IdentityKey.generate(Fixtures.RANDOM).publicKey());
    var validity = new Validity(BigInteger.ONE, NOW, NOW.plusSeconds(60));
    var own = Certificates.fromDer(new LeafForm(root, rootKey).encode(leaf, validity));
    var named = own.getExtensionValue("2.5.29.35");
    assertThat(java.util.Arrays.copyOfRange(named, named.length - 20, named.length))
        .isEqualTo(
            java.util.Arrays.copyOfRange(identifier, identifier.length - 20, identifier.length));
  }

  /** RFC 5280, section 4.2.1.2: SHA-1 of the key's bits. */
  @Test
  void anIssuerThatDoesNotNameItsKeyGetsTheUsualName() throws Exception {
    var ca = new Extra(Extension.basicConstraints, true, new BasicConstraints(true));
    var issuer = new Forger("plain", NOW).bundle(Fixtures.DOMAIN, List.of(ca)).roots().getFirst();
    var id = SpiffeId.workload(Fixtures.DOMAIN, "default", "a");
    var leaf = new Leaf(id, List.of(), IdentityKey.generate(Fixtures.RANDOM).publicKey());
    var validity = new Validity(BigInteger.ONE, NOW, NOW.plusSeconds(60));
    var own = Certificates.fromDer(new LeafForm(issuer, rootKey).encode(leaf, validity));
    var named = own.getExtensionValue("2.5.29.35");
    var usual = new JcaX509ExtensionUtils().createSubjectKeyIdentifier(issuer.getPublicKey());
    assertThat(java.util.Arrays.copyOfRange(named, named.length - 20, named.length))
        .isEqualTo(usual.getKeyIdentifier());
  }
}
