// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import io.lateen.identity.secret.IdentityKey;
import io.lateen.identity.secret.SecretText;
import java.security.cert.CertificateException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;

/**
 * A certificate with its private key: all that is needed to be somebody.
 *
 * @param svid the certificate
 * @param key its key; belongs to the leaf
 */
public record KeyedSvid(Svid svid, IdentityKey key) {

  private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
  private static final String END_KEY = "-----END PRIVATE KEY-----";

  /** Refuses a key that is not the leaf's. */
  public KeyedSvid {
    if (!svid.publicKey().equals(key.publicKey())) {
      throw new IllegalArgumentException("the certificate is for another key");
    }
  }

  /**
   * Chain and key in one PEM text, so that a file never holds one without the other. The key is
   * last: a text that was cut anywhere has none.
   */
  public SecretText pem() {
    return SecretText.of(svid.pem() + key.pem().reveal());
  }

  /** What {@link #pem} wrote. */
  public static KeyedSvid fromPem(SecretText pem) throws CertificateException {
    var svid = Svid.of(Certificates.fromPem(pem.reveal()));
    if (!(svid.publicKey() instanceof ECPublicKey publicKey)) {
      throw new CertificateException("keys of this mesh are P-256");
    }
    try {
      return new KeyedSvid(svid, IdentityKey.restore(keyIn(pem), publicKey));
    } catch (InvalidKeySpecException e) {
      throw new CertificateException(e.getMessage(), e);
    }
  }

  /** The PKCS#8 bytes of the first key block. */
  public static byte[] keyIn(SecretText pem) throws InvalidKeySpecException {
    var text = pem.reveal();
    int from = text.indexOf(BEGIN_KEY);
    int to = text.indexOf(END_KEY);
    if (from < 0 || to < from) {
      throw new InvalidKeySpecException("there is no private key");
    }
    try {
      var body = text.substring(from + BEGIN_KEY.length(), to);
      return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("the private key is not base64");
    }
  }

  @Override
  public String toString() {
    return svid + " with its key [secret]";
  }
}
