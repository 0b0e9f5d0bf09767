// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * A P-256 key pair whose private half does not show. All keys of the mesh are of this kind: small,
 * fast to sign with, and accepted by every Envoy.
 */
public final class IdentityKey {

  private static final String CURVE = "secp256r1";
  private static final byte[] PROBE = "lateen key check".getBytes(US_ASCII);

  private final PrivateKey privateKey;
  private final ECPublicKey publicKey;

  private IdentityKey(PrivateKey privateKey, ECPublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** A new key pair. */
  public static IdentityKey generate(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      var pair = generator.generateKeyPair();
      return new IdentityKey(pair.getPrivate(), (ECPublicKey) pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /**
   * A key pair from the stored private half and the public half that its certificate names.
   *
   * @param pkcs8 the private half, PKCS#8 DER
   * @throws InvalidKeySpecException when the bytes are no P-256 key or the halves do not belong
   *     together
   */
  public static IdentityKey restore(byte[] pkcs8, ECPublicKey publicKey)
      throws InvalidKeySpecException {
    try {
      var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      var signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(key);
      signer.update(PROBE);
      var signature = signer.sign();
      signer.initVerify(publicKey);
      signer.update(PROBE);
      if (!signer.verify(signature)) {
        throw new InvalidKeySpecException("the private key is not the one of the certificate");
      }
      return new IdentityKey(key, publicKey);
    } catch (InvalidKeySpecException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new InvalidKeySpecException("not a usable private key", e);
    }
  }

  /** The half that everybody may see. */
  public ECPublicKey publicKey() {
    return publicKey;
  }

  /** The private half, for signing and for TLS. */
  public PrivateKey privateKey() {
    return privateKey;
  }

  /** The private half as PKCS#8 PEM, for private files and for Envoy's SDS. */
  public SecretText pem() {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(privateKey.getEncoded());
    return SecretText.of("-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
  }

  @Override
  public String toString() {
    return "P-256 key [secret]";
  }
}
