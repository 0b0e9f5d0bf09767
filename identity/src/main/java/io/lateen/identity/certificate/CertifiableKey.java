// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import io.lateen.identity.crypto.KeyKind;
import io.lateen.identity.crypto.SignatureProvider;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads the public key of a signing request (SubjectPublicKeyInfo, RFC 5480 and RFC 3279). Of
 * curves only the one form that everybody writes is read: named, the point uncompressed.
 */
final class CertifiableKey {

  private static final String ALLOWED =
      "only P-256 keys, P-384 keys, and RSA keys with 2048 to 4096 bits are certified";

  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** A curve with a = -3 and cofactor 1 (FIPS 186-4, appendix D.1.2). */
  private record Curve(byte[] head, BigInteger p, BigInteger b) {

    static Curve of(String head, String p, String b) {
      return new Curve(HexFormat.of().parseHex(head), new BigInteger(p, 16), new BigInteger(b, 16));
    }

    int octets() {
      return (p.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
    }

    boolean begins(byte[] info) {
      return info.length == head.length + 2 * octets()
          && Arrays.equals(head, 0, head.length, info, 0, head.length);
    }

    /** Whether the point lies on the curve, which the JDK's key factory does not ask. */
    boolean holds(byte[] info) {
      var x = new BigInteger(1, info, head.length, octets());
      var y = new BigInteger(1, info, head.length + octets(), octets());
      var right = x.multiply(x).subtract(BigInteger.valueOf(3)).multiply(x).add(b);
      return x.compareTo(p) < 0
          && y.compareTo(p) < 0
          && y.multiply(y).subtract(right).mod(p).signum() == 0;
    }
  }

  private static final Curve P256 =
      Curve.of(
          "3059301306072a8648ce3d020106082a8648ce3d03010703420004",
          "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
          "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

  private static final Curve P384 =
      Curve.of(
          "3076301006072a8648ce3d020106052b8104002203620004",
          "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
              + "ffffffff0000000000000000ffffffff",
          "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a"
              + "c656398d8a2ed19d2a85c8edd3ec2aef");

  private CertifiableKey() {}

  /**
   * The key in {@code info}.
   *
   * @throws CertificateException when it is of no allowed kind or not sound
   */
  static PublicKey read(byte[] info, SignatureProvider provider) throws CertificateException {
    if (P256.begins(info)) {
      return onCurve(P256, info, provider);
    }
    if (P384.begins(info)) {
      return onCurve(P384, info, provider);
    }
    if (!isRsa(info)) {
      throw new CertificateException(ALLOWED);
    }
    var key = key("RSA", info, provider);
    if (KeyKind.of(key).isEmpty()) {
      throw new CertificateException(ALLOWED);
    }
    return key;
  }

  /** Whether what {@link #read} took is what its key would be written as: points are, by length. */
  static boolean isCanonical(byte[] info) {
    return P256.begins(info) || P384.begins(info);
  }

  private static PublicKey onCurve(Curve curve, byte[] info, SignatureProvider provider)
      throws CertificateException {
    if (!curve.holds(info)) {
      throw new CertificateException("the key of the signing request is not on its curve");
    }
    return key("EC", info, provider);
  }

  /** Looks for the algorithm behind the head of the outer sequence, of 2 to 4 octets. */
  private static boolean isRsa(byte[] info) {
    for (int head = 2; head <= 4; head++) {
      int end = head + RSA.length;
      if (info.length > end && Arrays.equals(RSA, 0, RSA.length, info, head, end)) {
        return true;
      }
    }
    return false;
  }

  private static PublicKey key(String algorithm, byte[] info, SignatureProvider provider)
      throws CertificateException {
    try {
      return provider.publicKey(algorithm, info);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new CertificateException("the key of the signing request is not usable", e);
    }
  }
}
