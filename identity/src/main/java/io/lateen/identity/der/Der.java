// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.der;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes elements of DER; each method returns one element with its head. */
public final class Der {

  /** SEQUENCE. */
  public static final int SEQUENCE = 0x30;

  /** INTEGER. */
  public static final int INTEGER = 0x02;

  /** BIT STRING. */
  public static final int BIT_STRING = 0x03;

  /** OCTET STRING. */
  public static final int OCTET_STRING = 0x04;

  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int CONTEXT = 0x80;
  private static final int CONSTRUCTED = 0x20;

  /** Lengths from here on have more than one octet (X.690, section 8.1.3). */
  private static final int LONG_FORM = 0x80;

  private static final int BYTE = 0xff;

  /** From this year on certificates have the longer form of time (RFC 5280, section 4.1.2.5). */
  private static final int GENERALIZED_FROM = 2050;

  private static final DateTimeFormatter SHORT_YEAR =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT);
  private static final DateTimeFormatter LONG_YEAR =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT);

  private Der() {}

  /** An element of any tag, its content in parts. */
  public static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (var part : parts) {
      length += part.length;
    }
    int more =
        length < LONG_FORM ? 0 : (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
    var der = new byte[2 + more + length];
    der[0] = (byte) tag;
    der[1] = (byte) (more == 0 ? length : LONG_FORM | more);
    int at = 2;
    for (int octet = more - 1; octet >= 0; octet--) {
      der[at++] = (byte) (length >>> (octet * Byte.SIZE) & BYTE);
    }
    for (var part : parts) {
      System.arraycopy(part, 0, der, at, part.length);
      at += part.length;
    }
    return der;
  }

  /** A SEQUENCE of elements. */
  public static byte[] sequence(byte[]... elements) {
    return element(SEQUENCE, elements);
  }

  /** An element that is wrapped by a context-specific tag of 0 to 30. */
  public static byte[] explicit(int number, byte[] element) {
    return element(CONTEXT | CONSTRUCTED | number, element);
  }

  /** Content whose own tag is replaced by a context-specific one of 0 to 30. */
  public static byte[] implicit(int number, byte[] content) {
    return element(CONTEXT | number, content);
  }

  /** An INTEGER. */
  public static byte[] integer(BigInteger value) {
    return element(INTEGER, value.toByteArray());
  }

  /** A BIT STRING of whole octets. */
  public static byte[] bitString(byte[] octets) {
    return element(BIT_STRING, new byte[1], octets);
  }

  /** The form of an instant that certificates of its year have; fractions of seconds are cut. */
  public static byte[] time(Instant instant) {
    var time = ZonedDateTime.ofInstant(instant, ZoneOffset.UTC);
    return time.getYear() < GENERALIZED_FROM
        ? element(UTC_TIME, ascii(SHORT_YEAR.format(time)))
        : element(GENERALIZED_TIME, ascii(LONG_YEAR.format(time)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
