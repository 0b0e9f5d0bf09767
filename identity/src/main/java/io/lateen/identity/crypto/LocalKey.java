// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lateen.identity.secret.IdentityKey;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemReader;

/** A key of an authority in this process. Prints without its private half. */
public final class LocalKey implements IssuerKey {

  private static final byte[] PROBE = "lateen key check".getBytes(US_ASCII);

  private static final String OLD_FORM = "EC PRIVATE KEY";
  private static final String UNREADABLE = "the private key is not readable PEM";
  private static final String FOREIGN = "the private key does not belong to the certificate";

  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final KeyKind kind;
  private final SignatureProvider provider;

  /** Signatures that have the key already; as many as were made at the same time. */
  private final Queue<Signature> idle = new ConcurrentLinkedQueue<>();

  private LocalKey(
      PrivateKey privateKey, PublicKey publicKey, KeyKind kind, SignatureProvider provider) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.kind = kind;
    this.provider = provider;
  }

  /** A new P-256 key. */
  public static LocalKey generate(SecureRandom random, SignatureProvider provider) {
    var made = IdentityKey.generate(random);
    try {
      return restore(made.privateKey().getEncoded(), made.publicKey(), provider);
    } catch (InvalidKeySpecException e) {
      throw new IllegalStateException("a new key is sound", e);
    }
  }

  /**
   * The private key in a PEM text (PKCS#8, PKCS#1 or SEC 1) that belongs to {@code publicKey}.
   *
   * @throws InvalidKeySpecException when there is none, it is encrypted, of a kind that is not
   *     allowed, or another certificate's
   */
  public static LocalKey fromPem(SecretText pem, PublicKey publicKey, SignatureProvider provider)
      throws InvalidKeySpecException {
    return restore(pkcs8(pem, publicKey), publicKey, provider);
  }

  private static byte[] pkcs8(SecretText pem, PublicKey publicKey) throws InvalidKeySpecException {
    try (var reader = new PemReader(new StringReader(pem.reveal()))) {
      for (var block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
        if (block.getType().equals(OLD_FORM) && block.getHeaders().isEmpty()) {
          return onCurveOf(publicKey, ECPrivateKey.getInstance(block.getContent())).getEncoded();
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new InvalidKeySpecException(UNREADABLE);
    }
    return otherwise(pem);
  }

  private static byte[] otherwise(SecretText pem) throws InvalidKeySpecException {
    try (var parser = new PEMParser(new StringReader(pem.reveal()))) {
      for (var block = parser.readObject(); block != null; block = parser.readObject()) {
        switch (block) {
          case PrivateKeyInfo key -> {
            return key.getEncoded();
          }
          case PEMKeyPair pair -> {
            return pair.getPrivateKeyInfo().getEncoded();
          }
          default -> {
            if (block.getClass().getSimpleName().contains("Encrypted")) {
              throw new InvalidKeySpecException("the private key is encrypted");
            }
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      // The cause may quote the text.
      throw new InvalidKeySpecException(UNREADABLE);
    }
    throw new InvalidKeySpecException("there is no private key");
  }

  /**
   * A key in the form of RFC 5915, which need not name its curve: it is the certificate's. The JDK
   * does not read one with the name inside.
   */
  private static PrivateKeyInfo onCurveOf(PublicKey publicKey, ECPrivateKey key)
      throws IOException, InvalidKeySpecException {
    if (!(publicKey instanceof ECPublicKey curve)) {
      throw new InvalidKeySpecException(FOREIGN);
    }
    var bits = curve.getParams().getOrder().bitLength();
    return new PrivateKeyInfo(
        SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()).getAlgorithm(),
        new ECPrivateKey(bits, key.getKey()));
  }

  private static LocalKey restore(byte[] pkcs8, PublicKey publicKey, SignatureProvider provider)
      throws InvalidKeySpecException {
    var kind =
        KeyKind.of(publicKey)
            .orElseThrow(
                () ->
                    new InvalidKeySpecException(
                        "its key is none of P-256, P-384 and RSA with 2048 to 4096 bits"));
    try {
      var key = provider.privateKey(kind.algorithm(), pkcs8);
      var own = provider.publicKey(kind.algorithm(), publicKey.getEncoded());
      var local = new LocalKey(key, own, kind, provider);
      var check = provider.signature(kind.signature());
      check.initVerify(own);
      check.update(PROBE);
      if (check.verify(local.sign(PROBE))) {
        return local;
      }
    } catch (GeneralSecurityException e) {
      throw new InvalidKeySpecException(FOREIGN);
    }
    throw new InvalidKeySpecException(FOREIGN);
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public KeyKind kind() {
    return kind;
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  @Override
  public byte[] sign(byte[] content) throws GeneralSecurityException {
    var known = idle.poll();
    var signature = known == null ? begun() : known;
    signature.update(content);
    var signed = signature.sign();
    idle.offer(signature); // One that failed is not used again.
    return signed;
  }

  private Signature begun() throws GeneralSecurityException {
    var signature = provider.signature(kind.signature());
    signature.initSign(privateKey);
    return signature;
  }

  /** The private half as PKCS#8 PEM, for private files. */
  public SecretText pem() {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(privateKey.getEncoded());
    return SecretText.of("-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
  }

  @Override
  public String toString() {
    return kind + " key [secret]";
  }
}
