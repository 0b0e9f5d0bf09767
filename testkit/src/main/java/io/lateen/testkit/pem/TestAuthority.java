// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.pem;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that lives as long as the process, and what it signed. */
final class TestAuthority {

  private static final X500Name NAME = new X500Name("O=Example,CN=Example Root");
  private static final Date BEGIN = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
  private static final Date END = Date.from(Instant.parse("2120-01-01T00:00:00Z"));
  private static final int SERIAL_BITS = 120;
  private static final int LINE = 64;

  private final SecureRandom random = new SecureRandom();

  Map<String, String> texts() {
    try {
      var own = pair("EC", 256);
      var shop = pair("EC", 256);
      var rsa = pair("RSA", 2048);
      var weak = pair("RSA", 1024);
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(own.getPrivate());
      var texts = new TreeMap<String, String>();
      texts.put("ca.crt", certificate(NAME, own, true, signer));
      texts.put("crl.pem", revoked(signer));
      texts.put("shop.crt", certificate(new X500Name("CN=shop.example.com"), shop, false, signer));
      texts.put("shop.key", pem("EC PRIVATE KEY", ecKey(shop)));
      texts.put("shop.p8", pem("PRIVATE KEY", shop.getPrivate().getEncoded()));
      texts.put("rsa.crt", certificate(new X500Name("CN=pay.example.com"), rsa, false, signer));
      texts.put("rsa.key", pem("RSA PRIVATE KEY", pkcs1(rsa)));
      texts.put("weak.crt", certificate(new X500Name("CN=weak.example.com"), weak, false, signer));
      texts.put("weak.key", pem("PRIVATE KEY", weak.getPrivate().getEncoded()));
      var noise = new byte[LINE]; // Whoever meets it looks at the label alone.
      random.nextBytes(noise);
      texts.put("encrypted.key", pem("ENCRYPTED PRIVATE KEY", noise));
      return texts;
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits, random);
    return generator.generateKeyPair();
  }

  private String certificate(X500Name subject, KeyPair pair, boolean authority, ContentSigner by)
      throws IOException {
    var builder =
        new X509v3CertificateBuilder(
            NAME,
            new BigInteger(SERIAL_BITS, random),
            BEGIN,
            END,
            subject,
            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (!authority) {
      var host = subject.getRDNs()[0].getFirst().getValue().toString();
      var names =
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.dNSName, host),
                new GeneralName(GeneralName.dNSName, "*.example.com")
              });
      builder.addExtension(Extension.subjectAlternativeName, false, names);
    }
    return pem("CERTIFICATE", builder.build(by).getEncoded());
  }

  private static String revoked(ContentSigner by) throws IOException {
    var builder = new X509v2CRLBuilder(NAME, BEGIN);
    builder.setNextUpdate(END);
    return pem("X509 CRL", builder.build(by).getEncoded());
  }

  private static byte[] ecKey(KeyPair pair) throws IOException {
    var bits = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()).getPublicKeyData();
    return new org.bouncycastle.asn1.sec.ECPrivateKey(
            256,
            ((ECPrivateKey) pair.getPrivate()).getS(),
            new DERBitString(bits.getBytes()),
            SECObjectIdentifiers.secp256r1)
        .getEncoded();
  }

  private static byte[] pkcs1(KeyPair pair) throws IOException {
    return PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded())
        .parsePrivateKey()
        .toASN1Primitive()
        .getEncoded();
  }

  private static String pem(String label, byte[] content) {
    var lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, lines.encodeToString(content), label);
  }
}
