// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.secret.SecretText;
import java.io.StringWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
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
}
