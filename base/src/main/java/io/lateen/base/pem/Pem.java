// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.pem;

import java.io.ByteArrayInputStream;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Blocks of texts in the form of RFC 7468; what stands between them is passed over. */
public final class Pem {

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String CRL = "X509 CRL";

  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  /**
   * One block.
   *
   * @param label what it holds, as in {@code CERTIFICATE}
   * @param encrypted whether its headers say that its content is encrypted (RFC 1421)
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Block(String label, boolean encrypted, byte[] der) {}

  private Pem() {}

  /**
   * All blocks in their order.
   *
   * @throws CertificateException when a block does not end or is not Base64
   */
  public static List<Block> blocks(String text) throws CertificateException {
    var blocks = new ArrayList<Block>();
    int from = text.indexOf(BEGIN);
    while (from >= 0) {
      int labelEnd = text.indexOf(DASHES, from + BEGIN.length());
      if (labelEnd < 0) {
        throw new CertificateException("a block has no label");
      }
      var label = text.substring(from + BEGIN.length(), labelEnd);
      var end = DASHES + "END " + label + DASHES;
      int to = text.indexOf(end, labelEnd);
      if (to < 0) {
        throw new CertificateException("a block does not end");
      }
      blocks.add(block(label, text.substring(labelEnd + DASHES.length(), to)));
      from = text.indexOf(BEGIN, to + end.length());
    }
    return blocks;
  }

  private static Block block(String label, String body) throws CertificateException {
    var base64 = new StringBuilder();
    for (var line : body.lines().toList()) {
      if (!line.contains(":")) {
        base64.append(line.strip());
      }
    }
    try {
      boolean encrypted = body.contains("ENCRYPTED") || label.startsWith("ENCRYPTED");
      return new Block(label, encrypted, Base64.getDecoder().decode(base64.toString()));
    } catch (IllegalArgumentException e) {
      throw new CertificateException("a block is not Base64", e);
    }
  }

  /** All certificates of a text, at least one. */
  public static List<X509Certificate> certificates(String text, int most)
      throws CertificateException {
    var found = new ArrayList<X509Certificate>();
    for (var block : blocks(text)) {
      if (block.label().equals(CERTIFICATE)) {
        if (found.size() == most) {
          throw new CertificateException("more than " + most + " certificates");
        }
        found.add(certificate(block.der()));
      }
    }
    if (found.isEmpty()) {
      throw new CertificateException("no PEM block of a certificate");
    }
    return found;
  }

  private static X509Certificate certificate(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /** Reads all lists of revoked certificates, at least one. */
  public static void checkLists(String text) throws CertificateException {
    int found = 0;
    for (var block : blocks(text)) {
      if (block.label().equals(CRL)) {
        found++;
        try {
          CertificateFactory.getInstance("X.509")
              .generateCRL(new ByteArrayInputStream(block.der()));
        } catch (CRLException e) {
          throw new CertificateException("a list of revoked certificates is damaged", e);
        }
      }
    }
    if (found == 0) {
      throw new CertificateException("no PEM block of the kind " + CRL);
    }
  }
}
