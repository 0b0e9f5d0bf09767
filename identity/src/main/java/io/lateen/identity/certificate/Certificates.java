// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads and writes X.509 certificates as DER and as PEM (RFC 7468). */
public final class Certificates {

  /** Largest certificate that is read, in bytes of DER; ours have about 600. */
  static final int MAX_DER_BYTES = 16 * 1024;

  /** Most certificates that one PEM text may hold. */
  static final int MAX_CERTIFICATES = 32;

  /** The type of a URI among the alternative names (RFC 5280, GeneralName). */
  private static final int URI_NAME = 6;

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private Certificates() {}

  /** One certificate from DER; anything after it is refused. */
  public static X509Certificate fromDer(byte[] der) throws CertificateException {
    if (der.length > MAX_DER_BYTES) {
      throw new CertificateException("a certificate has at most " + MAX_DER_BYTES + " bytes");
    }
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    if (toDer(certificate).length != der.length) {
      throw new CertificateException("there are bytes after the certificate");
    }
    return certificate;
  }

  /** The DER encoding. */
  public static byte[] toDer(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  /** All certificates in a PEM text, in their order; other blocks are skipped. */
  public static List<X509Certificate> fromPem(String pem) throws CertificateException {
    var found = new ArrayList<X509Certificate>();
    int from = pem.indexOf(BEGIN);
    while (from >= 0) {
      int to = pem.indexOf(END, from);
      if (to < 0) {
        throw new CertificateException("a certificate block does not end");
      }
      if (found.size() == MAX_CERTIFICATES) {
        throw new CertificateException("more than " + MAX_CERTIFICATES + " certificates");
      }
      found.add(fromDer(decode(pem.substring(from + BEGIN.length(), to))));
      from = pem.indexOf(BEGIN, to);
    }
    return List.copyOf(found);
  }

  /** The PEM text of certificates, one block after the other. */
  public static String toPem(List<X509Certificate> certificates) {
    var text = new StringBuilder();
    certificates.forEach(certificate -> text.append(toPem(toDer(certificate))));
    return text.toString();
  }

  /** The PEM text of one certificate in DER. */
  public static String toPem(byte[] der) {
    var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return BEGIN + '\n' + encoder.encodeToString(der) + '\n' + END + '\n';
  }

  /** The URIs among the alternative names. */
  static List<String> uris(X509Certificate certificate) throws CertificateException {
    var names = certificate.getSubjectAlternativeNames();
    return names == null
        ? List.of()
        : names.stream()
            .filter(name -> name.getFirst().equals(URI_NAME))
            .map(name -> String.valueOf(name.get(1)))
            .toList();
  }

  private static byte[] decode(String base64) throws CertificateException {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new CertificateException("a certificate block is not base64", e);
    }
  }
}
