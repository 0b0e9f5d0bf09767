// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The roots that vouch for a trust domain; several while a rotation is under way.
 *
 * @param trustDomain whom the roots vouch for
 * @param roots CA certificates, at least one, without duplicates
 */
public record TrustBundle(TrustDomain trustDomain, List<X509Certificate> roots) {

  /** Most roots of one bundle: five rotations in a row and room to spare. */
  public static final int MAX_ROOTS = 8;

  /** Refuses an empty or oversized bundle and certificates that are no CA. */
  public TrustBundle {
    roots = List.copyOf(new LinkedHashSet<>(roots));
    if (roots.isEmpty() || roots.size() > MAX_ROOTS) {
      throw new IllegalArgumentException(
          "a trust bundle has 1 to " + MAX_ROOTS + " roots, not " + roots.size());
    }
    if (roots.stream().anyMatch(root -> root.getBasicConstraints() < 0)) {
      throw new IllegalArgumentException("a certificate of the trust bundle is no CA");
    }
  }

  /** The bundle in a PEM text. */
  public static TrustBundle fromPem(TrustDomain domain, String pem) throws CertificateException {
    return of(domain, Certificates.fromPem(pem));
  }

  /**
   * The bundle in a PEM text whose first root names the trust domain itself, as the roots of {@code
   * CertificateAuthority} do (X.509-SVID standard, section 4.1).
   */
  public static TrustBundle selfNamed(String pem) throws CertificateException {
    var roots = Certificates.fromPem(pem);
    if (roots.isEmpty()) {
      throw new CertificateException("there is no certificate");
    }
    var domains =
        Certificates.uris(roots.getFirst()).stream()
            .flatMap(uri -> SpiffeId.tryParse(uri).stream())
            .filter(id -> id.path().isEmpty())
            .map(SpiffeId::trustDomain)
            .toList();
    if (domains.size() != 1) {
      throw new CertificateException(
          "the first root does not name one trust domain; set trustDomain beside it");
    }
    return of(domains.getFirst(), roots);
  }

  /** The bundle of roots in DER. */
  public static TrustBundle fromDer(TrustDomain domain, List<byte[]> ders)
      throws CertificateException {
    if (ders.size() > MAX_ROOTS) {
      throw new CertificateException("a trust bundle has at most " + MAX_ROOTS + " roots");
    }
    var roots = new ArrayList<X509Certificate>();
    for (var der : ders) {
      roots.add(Certificates.fromDer(der));
    }
    return of(domain, roots);
  }

  private static TrustBundle of(TrustDomain domain, List<X509Certificate> roots)
      throws CertificateException {
    try {
      return new TrustBundle(domain, roots);
    } catch (IllegalArgumentException e) {
      throw new CertificateException(e.getMessage(), e);
    }
  }

  /** The roots as PEM. */
  public String pem() {
    return Certificates.toPem(roots);
  }

  /** The roots as DER. */
  public List<byte[]> ders() {
    return roots.stream().map(Certificates::toDer).toList();
  }

  /** SHA-256 of the roots in their order, in hexadecimal: tells bundles apart on the wire. */
  public String fingerprint() {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      ders().forEach(hash::update);
      return HexFormat.of().formatHex(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** This bundle and the roots of {@code other}; the newest roots of this one win when full. */
  public TrustBundle and(TrustBundle other) {
    var all = new LinkedHashSet<>(roots);
    all.addAll(other.roots);
    return new TrustBundle(trustDomain, all.stream().limit(MAX_ROOTS).toList());
  }

  @Override
  public String toString() {
    return "trust bundle of " + trustDomain + " with " + roots.size() + " roots";
  }
}
