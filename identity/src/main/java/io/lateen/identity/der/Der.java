// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.der;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

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

  private static final int FIRST_YEAR = 1950;
  private static final int LAST_YEAR = 9999;

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

  /**
   * The form of an instant that certificates of its year have; fractions of seconds are cut. By
   * hand, for a formatter costs more than the rest of a certificate that is not a signature.
   *
   * @throws IllegalArgumentException before 1950 and after 9999, of which no certificate can speak
   */
  public static byte[] time(Instant instant) {
    var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    int year = time.getYear();
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new IllegalArgumentException("no certificate can speak of " + instant);
    }
    boolean isLong = year >= GENERALIZED_FROM;
    var text = new byte[isLong ? 15 : 13];
    int at = 0;
    if (isLong) {
      at = digits(text, at, year / 100);
    }
    at = digits(text, at, year % 100);
    at = digits(text, at, time.getMonthValue());
    at = digits(text, at, time.getDayOfMonth());
    at = digits(text, at, time.getHour());
    at = digits(text, at, time.getMinute());
    at = digits(text, at, time.getSecond());
    text[at] = 'Z';
    return element(isLong ? GENERALIZED_TIME : UTC_TIME, text);
  }

  private static int digits(byte[] text, int at, int number) {
    text[at] = (byte) ('0' + number / 10);
    text[at + 1] = (byte) ('0' + number % 10);
    return at + 2;
  }
}
