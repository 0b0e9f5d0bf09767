// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import org.junit.jupiter.api.Test;

/** Keys that look like those that are allowed, and are not. */
class KeyKindTest {

  private static ECPublicKey key(String curve) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return (ECPublicKey) generator.generateKeyPair().getPublic();
  }

  /** A key that is only looked at. */
  private interface Unwritten extends PublicKey {
    @Override
    default String getFormat() {
      return "X.509";
    }

    @Override
    default byte[] getEncoded() {
      return new byte[0];
    }
  }

  /** A key whose owner says himself on which curve it is (CVE-2020-0601). */
  private record OwnCurve(ECPoint getW, ECParameterSpec getParams)
      implements ECPublicKey, Unwritten {
    @Override
    public ECPoint getW() {
      return getW;
    }

    @Override
    public ECParameterSpec getParams() {
      return getParams;
    }

    @Override
    public String getAlgorithm() {
      return "EC";
    }
  }

  private record OwnNumbers(BigInteger getModulus, BigInteger getPublicExponent)
      implements RSAPublicKey, Unwritten {
    @Override
    public BigInteger getModulus() {
      return getModulus;
    }

    @Override
    public BigInteger getPublicExponent() {
      return getPublicExponent;
    }

    @Override
    public String getAlgorithm() {
      return "RSA";
    }
  }

  @Test
  void aCurveIsKnownByAllItsNumbers() throws Exception {
    var key = key("secp256r1");
    var curve = key.getParams();
    assertThat(KeyKind.of(new OwnCurve(key.getW(), curve))).contains(KeyKind.P256);
    var generator = new ECParameterSpec(curve.getCurve(), key.getW(), curve.getOrder(), 1);
    assertThat(KeyKind.of(new OwnCurve(key.getW(), generator))).isEmpty();
    var order =
        new ECParameterSpec(
            curve.getCurve(), curve.getGenerator(), curve.getOrder().add(BigInteger.TWO), 1);
    assertThat(KeyKind.of(new OwnCurve(key.getW(), order))).isEmpty();
    assertThat(KeyKind.of(key("secp384r1"))).contains(KeyKind.P384);
    assertThat(KeyKind.of(key("secp521r1"))).isEmpty();
  }

  @Test
  void anExponentThatHidesNothingIsNotTaken() {
    var modulus = BigInteger.ONE.shiftLeft(2047).setBit(0);
    assertThat(KeyKind.of(new OwnNumbers(modulus, BigInteger.valueOf(65_537)))).isNotEmpty();
    assertThat(KeyKind.of(new OwnNumbers(modulus, BigInteger.ONE))).isEmpty();
    assertThat(KeyKind.of(new OwnNumbers(modulus, BigInteger.valueOf(65_536)))).isEmpty();
  }

  private static BigInteger odd(int bits) {
    return BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
  }

  @Test
  void numbersOfRsaHaveBounds() {
    var usual = BigInteger.valueOf(65_537);
    for (int bits : new int[] {2048, 4096}) {
      assertThat(KeyKind.of(new OwnNumbers(odd(bits), usual))).contains(KeyKind.RSA);
    }
    for (int bits : new int[] {2047, 4097}) {
      assertThat(KeyKind.of(new OwnNumbers(odd(bits), usual))).as("%d bits", bits).isEmpty();
    }
    assertThat(KeyKind.of(new OwnNumbers(odd(2048), odd(32)))).contains(KeyKind.RSA);
    assertThat(KeyKind.of(new OwnNumbers(odd(2048), odd(33)))).isEmpty();
  }
}
