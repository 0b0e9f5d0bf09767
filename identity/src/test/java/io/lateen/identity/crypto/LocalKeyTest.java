// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.secret.SecretText;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;

/** Private keys in the files of others. */
class LocalKeyTest {

  private final KeyPair pair = pair();

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(Object... blocks) throws Exception {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      for (var block : blocks) {
        writer.writeObject(block);
      }
    }
    return text.toString();
  }

  private LocalKey read(String pem) throws InvalidKeySpecException {
    return LocalKey.fromPem(SecretText.of(pem), pair.getPublic(), SignatureProvider.JDK);
  }

  @Test
  void whatElseIsInTheFileIsPassedOver() throws Exception {
    var plain = new JcaPKCS8Generator(pair.getPrivate(), null);
    assertThat(read(pem(pair.getPublic(), plain))).isNotNull();
  }

  @Test
  void anEncryptedKeyIsToldAsOne() throws Exception {
    var lock =
        new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
            .setProvider(new BouncyCastleProvider())
            .setPassword("word".toCharArray())
            .build();
    var locked = pem(new JcaPKCS8Generator(pair.getPrivate(), lock));
    assertThatThrownBy(() -> read(locked)).hasMessage("the private key is encrypted");
    assertThatThrownBy(() -> read(pem(pair.getPublic()))).hasMessage("there is no private key");
  }

  @Test
  void textThatIsNoKeyIsNotQuoted() {
    var text = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidKeySpecException.class)
        .hasMessage("the private key is not readable PEM")
        .hasNoCause();
  }

  /** As RFC 5915 allows: the curve is that of the certificate. */
  @Test
  void anOldFormNeedNotNameItsCurve() throws Exception {
    var secret = ((java.security.interfaces.ECPrivateKey) pair.getPrivate()).getS();
    var bare = new org.bouncycastle.asn1.sec.ECPrivateKey(256, secret);
    var text = pem(pair.getPublic(), new PemObject("EC PRIVATE KEY", bare.getEncoded()));
    assertThat(text).contains("BEGIN EC PRIVATE KEY");
    assertThat(read(text).sign(new byte[] {1})).isNotEmpty();

    var other = new org.bouncycastle.asn1.sec.ECPrivateKey(256, secret.add(BigInteger.ONE));
    var foreign = pem(new PemObject("EC PRIVATE KEY", other.getEncoded()));
    assertThatThrownBy(() -> read(foreign)).hasMessageContaining("does not belong");
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
    assertThatThrownBy(() -> LocalKey.fromPem(SecretText.of(text), rsa, SignatureProvider.JDK))
        .hasMessageContaining("does not belong");
    var broken = pem(new PemObject("EC PRIVATE KEY", new byte[] {1, 2, 3}));
    assertThatThrownBy(() -> read(broken)).hasMessage("the private key is not readable PEM");
  }

  @Test
  void anOldFormThatIsEncryptedIsToldAsOne() throws Exception {
    var lock =
        new JcePEMEncryptorBuilder("AES-256-CBC")
            .setProvider(new BouncyCastleProvider())
            .build("word".toCharArray());
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(pair.getPrivate(), lock);
    }
    assertThat(text.toString()).contains("BEGIN EC PRIVATE KEY", "Proc-Type");
    assertThatThrownBy(() -> read(text.toString())).hasMessage("the private key is encrypted");
  }
}
