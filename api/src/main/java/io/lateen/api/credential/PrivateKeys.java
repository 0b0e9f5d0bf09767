// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.credential;

import io.lateen.base.pem.Pem;
import io.lateen.base.pem.Pem.Block;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Private keys of certificates: which forms are read, and whether a key fits its certificate. */
final class PrivateKeys {

  /** Envoy takes no shorter ones (source/common/tls/context_impl.cc). */
  private static final int SHORTEST_RSA = 2048;

  /** Sizes of the curves that Envoy takes: P-256, P-384, P-521. */
  private static final Set<Integer> CURVES = Set.of(256, 384, 521);

  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private PrivateKeys() {}

  /** Why proxies cannot use certificates with that key; empty when they can. */
  static Optional<String> fault(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa when rsa.getModulus().bitLength() < SHORTEST_RSA ->
          Optional.of("its RSA key has fewer than " + SHORTEST_RSA + " bits");
      case RSAPublicKey _ -> Optional.empty();
      case ECPublicKey ec when !CURVES.contains(ec.getParams().getOrder().bitLength()) ->
          Optional.of("its key is on none of the curves P-256, P-384, P-521");
      case ECPublicKey _ -> Optional.empty();
      default -> Optional.of("its key is neither RSA nor ECDSA");
    };
  }

  /** Why the text is not the private key of a certificate with {@code key}; never repeats it. */
  static Optional<String> fault(String pem, PublicKey key) {
    try {
      var block =
          Pem.blocks(pem).stream().filter(one -> one.label().endsWith("PRIVATE KEY")).findFirst();
      if (block.isEmpty()) {
        return Optional.of("has no PEM block of a private key");
      }
      if (block.get().encrypted()) {
        return Optional.of("is encrypted, and proxies cannot be asked for a password");
      }
      return fits(read(block.get(), key), key)
          ? Optional.empty()
          : Optional.of("does not belong to the certificate");
    } catch (GeneralSecurityException e) {
      return Optional.of("cannot be read, or belongs to a certificate of another kind");
    }
  }

  private static PrivateKey read(Block block, PublicKey key) throws GeneralSecurityException {
    var der =
        switch (block.label()) {
          case "PRIVATE KEY" -> block.der();
          case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> wrapped(block.der(), key);
          default -> throw new InvalidKeyException("unknown form");
        };
    try {
      return KeyFactory.getInstance(key.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(der));
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static boolean fits(PrivateKey secret, PublicKey key) throws GeneralSecurityException {
    if (secret instanceof RSAPrivateCrtKey own && key instanceof RSAPublicKey rsa) {
      return own.getModulus().equals(rsa.getModulus())
          && own.getPublicExponent().equals(rsa.getPublicExponent());
    }
    var algorithm = key instanceof ECPublicKey ? "SHA256withECDSA" : "SHA256withRSA";
    var signer = Signature.getInstance(algorithm);
    signer.initSign(secret);
    signer.update(PROBE);
    var signature = signer.sign();
    var verifier = Signature.getInstance(algorithm);
    verifier.initVerify(key);
    verifier.update(PROBE);
    return verifier.verify(signature);
  }

  /**
   * A key in one of the older forms (RFC 8017 A.1.2, RFC 5915) as RFC 5958 has it: with the
   * algorithm in front, which is that of the certificate's key.
   */
  private static byte[] wrapped(byte[] der, PublicKey key) throws InvalidKeyException {
    return tagged(SEQUENCE, VERSION_0, algorithm(key.getEncoded()), tagged(OCTETS, der));
  }

  /** The first element of a SubjectPublicKeyInfo (RFC 5280, 4.1). */
  private static byte[] algorithm(byte[] info) throws InvalidKeyException {
    int inside = info[1] >= 0 ? 2 : 2 + (info[1] & 0x7f);
    if (info[0] != SEQUENCE || info[inside] != SEQUENCE || info[inside + 1] < 0) {
      throw new InvalidKeyException("unknown form");
    }
    return Arrays.copyOfRange(info, inside, inside + 2 + info[inside + 1]);
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (var part : parts) {
      content.writeBytes(part);
    }
    var all = new ByteArrayOutputStream();
    all.write(tag);
    int length = content.size();
    if (length < 0x80) {
      all.write(length);
    } else if (length < 0x100) {
      all.write(0x81);
      all.write(length);
    } else {
      all.write(0x83);
      all.write(length >> 16);
      all.write(length >> 8);
      all.write(length);
    }
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }
}
