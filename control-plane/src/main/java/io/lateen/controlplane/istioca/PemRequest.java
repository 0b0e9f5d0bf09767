// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.istioca;

import io.lateen.identity.certificate.CertificateRequest;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.List;

/** Reads a signing request as PEM (RFC 7468, section 7). */
final class PemRequest {

  /** Longest text: the largest request in base64, with line ends and room to spare. */
  static final int MAX_TEXT = 2 * CertificateRequest.MAX_BYTES;

  private static final List<String> LABELS =
      List.of("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");

  private PemRequest() {}

  /** The DER of the one request in a text. */
  static byte[] der(String text) throws CertificateException {
    if (text.length() > MAX_TEXT) {
      throw new CertificateException("the signing request is too large");
    }
    var body = text.strip();
    for (var label : LABELS) {
      var begin = "-----BEGIN " + label + "-----";
      var end = "-----END " + label + "-----";
      if (body.startsWith(begin) && body.endsWith(end)) {
        // Both may share their dashes; then nothing is between them.
        int last = Math.max(begin.length(), body.length() - end.length());
        return decode(body.substring(begin.length(), last));
      }
    }
    throw new CertificateException("there is no signing request as PEM");
  }

  private static byte[] decode(String base64) throws CertificateException {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("[\r\n\t ]", ""));
    } catch (IllegalArgumentException e) {
      throw new CertificateException("the signing request is not base64", e);
    }
  }
}
