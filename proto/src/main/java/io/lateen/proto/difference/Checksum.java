// SPDX-License-Identifier: Apache-2.0
package io.lateen.proto.difference;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The CRC-32C of bytes (RFC 9260, appendix A). Those of two texts are enough for that of both, one
 * after the other: the sum is the remainder of a polynomial over GF(2), so that of the first is
 * multiplied by x once for each bit of the second, and the other one added.
 *
 * @param value the sum
 * @param size of the bytes
 */
record Checksum(int value, int size) {

  static final Checksum NONE = new Checksum(0, 0);

  /** The polynomial without its highest power; here and below the highest bit stands for 1. */
  private static final int POLYNOMIAL = 0x82F63B78;

  private static final int ONE = 1 << 31;
  private static final int X_TO_THE_8 = ONE >>> Byte.SIZE;

  /** At k: x to the power of 8 times 2 to the power of k, for as many bytes. */
  private static final int[] POWERS = powers();

  private static int[] powers() {
    var powers = new int[Integer.SIZE - 1];
    int power = X_TO_THE_8;
    for (int k = 0; k < powers.length; k++) {
      powers[k] = power;
      power = product(power, power);
    }
    return powers;
  }

  /** Of all that remains in the buffers, one after the other. */
  static Checksum of(List<ByteBuffer> buffers) {
    var sum = new CRC32C();
    int size = 0;
    for (var buffer : buffers) {
      size += buffer.remaining();
      sum.update(buffer);
    }
    return new Checksum((int) sum.getValue(), size);
  }

  /** Of parts, one after the other. */
  static Checksum ofParts(List<Part> parts) {
    var sum = NONE;
    for (var part : parts) {
      sum = sum.followedBy(part.checksum());
    }
    return sum;
  }

  /** Of the bytes of both; together they have at most {@code Integer.MAX_VALUE}. */
  Checksum followedBy(Checksum next) {
    int shifted = value;
    for (int rest = next.size, k = 0; rest != 0; rest >>>= 1, k++) {
      if ((rest & 1) != 0) {
        shifted = product(shifted, POWERS[k]);
      }
    }
    return new Checksum(shifted ^ next.value, Math.addExact(size, next.size));
  }

  private static int product(int one, int other) {
    int product = 0;
    int shifted = other;
    for (int rest = one; rest != 0; rest <<= 1) {
      product ^= rest < 0 ? shifted : 0;
      shifted = (shifted >>> 1) ^ ((shifted & 1) == 0 ? 0 : POLYNOMIAL);
    }
    return product;
  }
}
