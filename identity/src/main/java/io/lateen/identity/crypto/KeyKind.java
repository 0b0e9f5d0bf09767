// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.crypto;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Optional;

/**
 * The kinds of keys that are certified and that sign: P-256, P-384, and RSA of 2048 to 4096 bits.
 * Smaller ones are weak, larger ones let a stranger spend our time.
 */
public enum KeyKind {
  /** P-256. */
  P256("EC", "SHA256withECDSA"),
  /** P-384. */
  P384("EC", "SHA384withECDSA"),
  /** RSA, 2048 to 4096 bits. */
  RSA("RSA", "SHA256withRSA");

  /** Fewest bits of an RSA modulus. */
  public static final int MIN_RSA_BITS = 2048;

  /** Most bits of an RSA modulus. */
  public static final int MAX_RSA_BITS = 4096;

  /** Most bits of a public RSA exponent; 65537 has 17. Its length is the cost of each check. */
  static final int MAX_EXPONENT_BITS = 32;

  private static final ECParameterSpec NIST_P256 = nist("secp256r1");
  private static final ECParameterSpec NIST_P384 = nist("secp384r1");
  private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(3);

  private final String algorithm;
  private final String signature;

  KeyKind(String algorithm, String signature) {
    this.algorithm = algorithm;
    this.signature = signature;
  }

  /** The name of the key's algorithm in Java: {@code EC} or {@code RSA}. */
  public String algorithm() {
    return algorithm;
  }

  /** The signature with which a key of this kind signs certificates. */
  public String signature() {
    return signature;
  }

  /** The kind of a key; empty when it is of none that is allowed. */
  public static Optional<KeyKind> of(PublicKey key) {
    return switch (key) {
      case ECPublicKey curve -> curve(curve);
      case RSAPublicKey rsa when sound(rsa) -> Optional.of(RSA);
      default -> Optional.empty();
    };
  }

  private static Optional<KeyKind> curve(ECPublicKey key) {
    return isOf(key, NIST_P256)
        ? Optional.of(P256)
        : Optional.of(P384).filter(kind -> isOf(key, NIST_P384));
  }

  private static boolean isOf(ECPublicKey key, ECParameterSpec curve) {
    var own = key.getParams();
    return own.getCurve().equals(curve.getCurve())
        && own.getGenerator().equals(curve.getGenerator())
        && own.getOrder().equals(curve.getOrder());
  }

  private static ECParameterSpec nist(String name) {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(name));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has the curves of NIST", e);
    }
  }

  private static boolean sound(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    var exponent = key.getPublicExponent();
    return bits >= MIN_RSA_BITS
        && bits <= MAX_RSA_BITS
        && exponent.bitLength() <= MAX_EXPONENT_BITS
        && exponent.testBit(0)
        && exponent.compareTo(SMALLEST_EXPONENT) >= 0;
  }
}
