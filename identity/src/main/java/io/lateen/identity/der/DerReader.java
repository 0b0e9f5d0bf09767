// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.der;

import java.security.cert.CertificateException;
import java.util.Arrays;

/**
 * Reads the elements of a stranger's DER one after the other. Every length must be definite and in
 * its shortest form and end inside what surrounds it; contents that are skipped are not looked at.
 */
public final class DerReader {

  private static final int LONG_FORM = 0x80;
  private static final int BYTE = 0xff;

  /** Most octets of a length: enough for 16 MiB, and no overflow. */
  private static final int MAX_LENGTH_OCTETS = 3;

  private final byte[] der;
  private int at;
  private final int end;

  private DerReader(byte[] der, int at, int end) {
    this.der = der;
    this.at = at;
    this.end = end;
  }

  /** The elements of a text; it is not copied and must not change. */
  public static DerReader of(byte[] der) {
    return new DerReader(der, 0, der.length);
  }

  /** Whether there are more elements. */
  public boolean hasMore() {
    return at < end;
  }

  /** The elements inside the next one, which must have this tag. */
  public DerReader enter(int tag) throws CertificateException {
    int length = head(tag);
    var inside = new DerReader(der, at, at + length);
    at += length;
    return inside;
  }

  /** The next element with its head. */
  public byte[] element(int tag) throws CertificateException {
    int begin = at;
    int length = head(tag);
    at += length;
    return Arrays.copyOfRange(der, begin, at);
  }

  /** The next element without its head. */
  public byte[] content(int tag) throws CertificateException {
    int length = head(tag);
    at += length;
    return Arrays.copyOfRange(der, at - length, at);
  }

  /** The next BIT STRING, which must consist of whole octets. */
  public byte[] octetsOfBits() throws CertificateException {
    var bits = content(Der.BIT_STRING);
    if (bits.length == 0 || bits[0] != 0) {
      throw new CertificateException("a string of bits is not made of octets");
    }
    return Arrays.copyOfRange(bits, 1, bits.length);
  }

  /** Refuses what comes after the last element. */
  public void end() throws CertificateException {
    if (hasMore()) {
      throw new CertificateException("there is more than the form knows");
    }
  }

  /** Passes the head of the next element and returns the length of its content. */
  private int head(int tag) throws CertificateException {
    if (octet() != tag) {
      throw new CertificateException("an element is not of the kind that the form demands");
    }
    int length = length();
    if (length > end - at) {
      throw new CertificateException("an element ends after what surrounds it");
    }
    return length;
  }

  private int length() throws CertificateException {
    int first = octet();
    if (first < LONG_FORM) {
      return first;
    }
    int octets = first - LONG_FORM;
    if (octets == 0 || octets > MAX_LENGTH_OCTETS) {
      throw new CertificateException("a length is open or too long");
    }
    int length = 0;
    for (int i = 0; i < octets; i++) {
      length = length << Byte.SIZE | octet();
    }
    if (length < LONG_FORM || length >>> ((octets - 1) * Byte.SIZE) == 0) {
      throw new CertificateException("a length is not in its shortest form");
    }
    return length;
  }

  private int octet() throws CertificateException {
    if (at >= end) {
      throw new CertificateException("an element is cut off");
    }
    return der[at++] & BYTE;
  }
}
