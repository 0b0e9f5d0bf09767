// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.Fixtures;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

class CertificateRequestTest {

  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

  private final IdentityKey key = IdentityKey.generate(Fixtures.RANDOM);

  @Test
  void takesTheKeyOfARequest() throws CertificateException {
    assertThat(CertificateRequest.parse(CertificateRequest.create(key)).publicKey())
        .isEqualTo(key.publicKey());
  }

  @Test
  void takesNothingButTheKeyOfAForgedRequest() throws Exception {
    var extensions = new ExtensionsGenerator();
    var admin = "spiffe://cluster.local/ns/lateen-system/sa/control-plane";
    extensions.addExtension(
        Extension.subjectAlternativeName,
        true,
        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, admin)));
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    var builder =
        new PKCS10CertificationRequestBuilder(
                new X500Name("CN=control-plane"),
                SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
            .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());

    var request = CertificateRequest.parse(sign(builder, key.privateKey(), "SHA256withECDSA"));

    assertThat(request).isEqualTo(new CertificateRequest(key.publicKey()));
  }

  /** As some libraries write requests that ask for nothing more. */
  @Test
  void takesARequestWithoutAttributes() throws Exception {
    var builder =
        new PKCS10CertificationRequestBuilder(
                new X500Name("CN=x"),
                SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
            .setLeaveOffEmptyAttributes(true);
    var der = sign(builder, key.privateKey(), "SHA256withECDSA");
    assertThat(CertificateRequest.parse(der).publicKey()).isEqualTo(key.publicKey());
  }

  @Test
  void takesTheKindsOfKeysThatProxiesHave() throws Exception {
    var curve = Fixtures.keyPair("EC", 384);
    assertThat(CertificateRequest.parse(request(curve)).publicKey()).isEqualTo(curve.getPublic());
    var rsa = Fixtures.keyPair("RSA", 2048);
    assertThat(CertificateRequest.parse(rsaRequest(rsa)).publicKey()).isEqualTo(rsa.getPublic());
  }

  @Test
  void refusesOtherKindsOfKeys() throws Exception {
    var allowed = "only P-256 keys, P-384 keys, and RSA keys with 2048 to 4096 bits";
    assertThatThrownBy(() -> CertificateRequest.parse(request(Fixtures.keyPair("EC", 521))))
        .hasMessageContaining(allowed);
    for (int bits : List.of(1024, 2047, 4097, 8192)) {
      assertThatThrownBy(() -> CertificateRequest.parse(forged(modulus(bits), EXPONENT)))
          .hasMessageContaining(allowed);
    }
    assertThatThrownBy(() -> CertificateRequest.parse(forged(modulus(4096), EXPONENT)))
        .hasMessageNotContaining(allowed);
    assertThatThrownBy(() -> CertificateRequest.parse(forged(modulus(40_000), EXPONENT)))
        .hasMessageContaining("4096 bytes");
    var edwards = Fixtures.keyPair("Ed25519", 0);
    var info = SubjectPublicKeyInfo.getInstance(edwards.getPublic().getEncoded());
    var builder = new PKCS10CertificationRequestBuilder(new X500Name("CN=x"), info);
    var der = sign(builder, edwards.getPrivate(), "Ed25519");
    assertThatThrownBy(() -> CertificateRequest.parse(der)).hasMessageContaining(allowed);
  }

  @Test
  void refusesAnExponentThatOnlyCostsTime() throws Exception {
    for (var exponent :
        List.of(
            BigInteger.ONE, BigInteger.TWO.pow(16), BigInteger.TWO.pow(1000).add(BigInteger.ONE))) {
      var der = forged(modulus(2048), exponent);
      assertThatThrownBy(() -> CertificateRequest.parse(der))
          .isInstanceOf(CertificateException.class);
    }
  }

  private static BigInteger modulus(int bits) {
    return new BigInteger(bits - 1, Fixtures.RANDOM).setBit(bits - 1).setBit(0);
  }

  /** A request for an RSA key that nobody has, signed with another. */
  private byte[] forged(BigInteger modulus, BigInteger exponent) throws Exception {
    var info =
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
            new RSAPublicKey(modulus, exponent));
    var builder = new PKCS10CertificationRequestBuilder(new X500Name("CN=x"), info);
    return sign(builder, key.privateKey(), "SHA256withECDSA");
  }

  @Test
  void refusesAKeyThatItsSenderDoesNotHave() throws Exception {
    var stolen = IdentityKey.generate(Fixtures.RANDOM).publicKey();
    var der = request(new KeyPair(stolen, key.privateKey()));
    assertThatThrownBy(() -> CertificateRequest.parse(der))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("not signed by its own key");
  }

  @Test
  void refusesAPointThatIsNotOnTheCurve() throws Exception {
    var point = new byte[65];
    point[0] = 4;
    point[1] = 1;
    var info =
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(
                X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
            point);
    var builder = new PKCS10CertificationRequestBuilder(new X500Name("CN=x"), info);
    var der = sign(builder, key.privateKey(), "SHA256withECDSA");
    assertThatThrownBy(() -> CertificateRequest.parse(der))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void refusesAnOutdatedSignature() throws Exception {
    var builder =
        new PKCS10CertificationRequestBuilder(
            new X500Name("CN=x"), SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()));
    var der = sign(builder, key.privateKey(), "SHA1withECDSA");
    assertThatThrownBy(() -> CertificateRequest.parse(der)).hasMessageContaining("algorithm");
  }

  @Test
  void refusesWhatIsEmptyTooLargeOrLongerThanItself() {
    var der = CertificateRequest.create(key);
    assertThatThrownBy(() -> CertificateRequest.parse(new byte[0]))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> CertificateRequest.parse(new byte[CertificateRequest.MAX_BYTES + 1]))
        .hasMessageContaining("4096");
    assertThatThrownBy(() -> CertificateRequest.parse(Arrays.copyOf(der, der.length + 1)))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void aDamagedRequestIsRefusedAndNeverGivesAnotherKey() {
    var der = CertificateRequest.create(key);
    Property.forAll(
        Gen.integer(0, der.length * 8 - 1),
        bit -> {
          var damaged = der.clone();
          damaged[bit / 8] ^= (byte) (1 << (bit % 8));
          assertThatThrownBy(() -> CertificateRequest.parse(damaged))
              .isInstanceOf(CertificateException.class);
        });
  }

  @Test
  void noiseIsRefused() {
    Property.forAll(
        Gen.integer(0, 255).list(0, 300),
        bytes -> {
          var der = new byte[bytes.size()];
          for (int i = 0; i < der.length; i++) {
            der[i] = bytes.get(i).byteValue();
          }
          assertThatThrownBy(() -> CertificateRequest.parse(der))
              .isInstanceOf(CertificateException.class);
        });
  }

  private static byte[] request(KeyPair pair) throws Exception {
    var info = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    var builder = new PKCS10CertificationRequestBuilder(new X500Name("CN=x"), info);
    return sign(builder, pair.getPrivate(), "SHA256withECDSA");
  }

  private static byte[] rsaRequest(KeyPair pair) throws Exception {
    var info = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    var builder = new PKCS10CertificationRequestBuilder(new X500Name("CN=x"), info);
    return sign(builder, pair.getPrivate(), "SHA256withRSA");
  }

  private static byte[] sign(
      PKCS10CertificationRequestBuilder builder, PrivateKey signer, String algorithm)
      throws Exception {
    return builder.build(new JcaContentSignerBuilder(algorithm).build(signer)).getEncoded();
  }

  /** What is signed, or stands beside the signature, has the fields of its form and no more. */
  @Test
  void refusesFieldsThatNoRequestHas() throws Exception {
    var whole = ASN1Sequence.getInstance(CertificateRequest.create(key));
    var info = ASN1Sequence.getInstance(whole.getObjectAt(0));
    assertThat(CertificateRequest.parse(signed(info, whole)).publicKey())
        .isEqualTo(key.publicKey());
    var more = new ASN1EncodableVector();
    info.forEach(more::add);
    more.add(DERNull.INSTANCE);
    assertThatThrownBy(() -> CertificateRequest.parse(signed(new DERSequence(more), whole)))
        .isInstanceOf(CertificateException.class);
    var beside = new ASN1EncodableVector();
    whole.forEach(beside::add);
    beside.add(DERNull.INSTANCE);
    var longer = new DERSequence(beside).getEncoded();
    assertThatThrownBy(() -> CertificateRequest.parse(longer))
        .isInstanceOf(CertificateException.class);
  }

  private byte[] signed(ASN1Sequence info, ASN1Sequence original) throws Exception {
    var signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(key.privateKey());
    signer.update(info.getEncoded());
    var parts = new ASN1EncodableVector();
    parts.add(info);
    parts.add(original.getObjectAt(1));
    parts.add(new DERBitString(signer.sign()));
    return new DERSequence(parts).getEncoded();
  }
}
