// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first certificate of a PEM text, read far enough to judge it: the outer structure and the
 * validity (RFC 5280 §4.1, RFC 7468). Reads bytes only, so that analysis needs no streams.
 */
final class CertificateText {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final Pattern TIME = Pattern.compile("[0-9]{12,14}Z");
  private static final int SEQUENCE = 0x30;
  private static final int VERSION = 0xA0;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int MAX_LENGTH_BYTES = 3;

  /** Two-digit years below this one are of the 21st century (RFC 5280 §4.1.2.5.1). */
  private static final int CENTURY_BREAK = 50;

  private final byte[] der;
  private int at;

  private CertificateText(byte[] der) {
    this.der = der;
  }

  /** What makes a certificate unusable at a time; empty when nothing does. */
  static Optional<String> fault(String pem, Instant now) {
    var begin = pem.indexOf(BEGIN);
    var end = pem.indexOf(END, Math.max(begin, 0));
    if (begin < 0 || end < 0) {
      return Optional.of("it holds no certificate in PEM form");
    }
    try {
      var body = pem.substring(begin + BEGIN.length(), end).replaceAll("\\s", "");
      return new CertificateText(Base64.getDecoder().decode(body)).fault(now);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return Optional.of("its certificate cannot be read");
    }
  }

  private Optional<String> fault(Instant now) {
    open(SEQUENCE);
    var toBeSigned = open(SEQUENCE);
    if (at < der.length && tag() == VERSION) {
      skip(VERSION);
    }
    skip(INTEGER);
    skip(SEQUENCE);
    skip(SEQUENCE);
    open(SEQUENCE);
    var notBefore = time();
    var notAfter = time();
    skip(SEQUENCE);
    skip(SEQUENCE);
    at = toBeSigned;
    skip(SEQUENCE);
    skip(BIT_STRING);
    if (now.isBefore(notBefore)) {
      return Optional.of("its certificate is not valid before " + notBefore);
    }
    return now.isAfter(notAfter)
        ? Optional.of("its certificate has expired at " + notAfter)
        : Optional.empty();
  }

  private int tag() {
    return der[at] & 0xFF;
  }

  /** Enters a value; returns where it ends. */
  private int open(int expected) {
    if (at + 2 > der.length || tag() != expected) {
      throw new IllegalArgumentException("not the structure of a certificate");
    }
    at++;
    var length = der[at++] & 0xFF;
    if (length > 0x7F) {
      var bytes = length & 0x7F;
      if (bytes == 0 || bytes > MAX_LENGTH_BYTES || at + bytes > der.length) {
        throw new IllegalArgumentException("a length is not readable");
      }
      length = 0;
      for (var index = 0; index < bytes; index++) {
        length = (length << 8) | (der[at++] & 0xFF);
      }
    }
    if (at + length > der.length) {
      throw new IllegalArgumentException("the certificate is cut off");
    }
    return at + length;
  }

  private void skip(int expected) {
    at = open(expected);
  }

  private Instant time() {
    var kind = at < der.length ? tag() : 0;
    if (kind != UTC_TIME && kind != GENERALIZED_TIME) {
      throw new IllegalArgumentException("a time is expected");
    }
    var end = open(kind);
    var text = new String(der, at, end - at, StandardCharsets.US_ASCII);
    at = end;
    if (!TIME.matcher(text).matches()) {
      throw new IllegalArgumentException("a time is not readable");
    }
    var full = text;
    if (kind == UTC_TIME) {
      var year = Integer.parseInt(text.substring(0, 2));
      full = (year < CENTURY_BREAK ? "20" : "19") + text;
    }
    return OffsetDateTime.parse(full, DateTimeFormatter.ofPattern("yyyyMMddHHmmssX")).toInstant();
  }
}
