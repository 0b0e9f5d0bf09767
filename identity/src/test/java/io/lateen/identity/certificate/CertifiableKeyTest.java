// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.Fixtures;
import io.lateen.identity.crypto.SignatureProvider;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;

/** Coordinates of points: each has one way to be written. */
class CertifiableKeyTest {

  private static final int OCTETS = 32;

  /** Prime and constant of P-256 (FIPS 186-4, appendix D.1.2.3). */
  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

  private static byte[] info(BigInteger x, BigInteger y) throws Exception {
    var point = HexFormat.of().parseHex("04" + text(x) + text(y));
    var algorithm =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
    return new SubjectPublicKeyInfo(algorithm, point).getEncoded();
  }

  private static String text(BigInteger number) {
    return ("%0" + 2 * OCTETS + "x").formatted(number);
  }

  private static void refused(BigInteger x, BigInteger y) throws Exception {
    var info = info(x, y);
    assertThatThrownBy(() -> CertifiableKey.read(info, SignatureProvider.JDK))
        .isInstanceOf(CertificateException.class)
        .hasMessage("the key of the signing request is not on its curve");
  }

  /** The prime is 3 modulo 4, so that a square's root is its power of a quarter of P + 1. */
  private static BigInteger root(BigInteger square) {
    return square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
  }

  @Test
  void aPointIsWrittenByNumbersBelowThePrime() throws Exception {
    var y = root(B);
    assertThat(y.multiply(y).mod(P)).as("there is a point with x = 0").isEqualTo(B);
    var key = CertifiableKey.read(info(BigInteger.ZERO, y), SignatureProvider.JDK);
    assertThat(((ECPublicKey) key).getW().getAffineY()).isEqualTo(y);
    refused(P, y);
    refused(BigInteger.ZERO, y.add(BigInteger.ONE));
  }

  @Test
  void ordinaryKeysAreRead() throws Exception {
    var made = Fixtures.keyPair("EC", 256).getPublic();
    var read = CertifiableKey.read(made.getEncoded(), SignatureProvider.JDK);
    assertThat(read).isEqualTo(made);
  }
}
