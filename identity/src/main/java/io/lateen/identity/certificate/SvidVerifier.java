// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import io.lateen.identity.crypto.KeyKind;
import io.lateen.identity.crypto.SignatureProvider;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides whether a chain proves a SPIFFE ID of a trust domain: signatures up to a root of the
 * bundle (RFC 5280 path validation), validity now, the form of an X.509-SVID, and the right trust
 * domain. Revocation lists are not consulted; certificates are short-lived instead.
 */
public final class SvidVerifier {

  /** What the holder does with its certificate in this connection. */
  public enum Purpose {
    /** The holder opens connections. */
    CLIENT("1.3.6.1.5.5.7.3.2"),
    /** The holder accepts connections. */
    SERVER("1.3.6.1.5.5.7.3.1");

    private final String extendedKeyUsage;

    Purpose(String extendedKeyUsage) {
      this.extendedKeyUsage = extendedKeyUsage;
    }
  }

  private SvidVerifier() {}

  /**
   * The SVID in {@code chain} (leaf first) when it proves its ID at {@code now}.
   *
   * @throws CertificateException with the reason when it does not
   */
  public static Svid verify(
      List<X509Certificate> chain, TrustBundle bundle, Instant now, Purpose purpose)
      throws CertificateException {
    return verify(chain, bundle, now, purpose, SignatureProvider.JDK);
  }

  /** As the other one, with signatures checked by {@code signatures} where it knows the keys. */
  public static Svid verify(
      List<X509Certificate> chain,
      TrustBundle bundle,
      Instant now,
      Purpose purpose,
      SignatureProvider signatures)
      throws CertificateException {
    var svid = Svid.of(chain);
    if (!svid.id().trustDomain().equals(bundle.trustDomain())) {
      throw new CertificateException(
          svid.id() + " is not of the trust domain " + bundle.trustDomain());
    }
    var usages = svid.leaf().getExtendedKeyUsage();
    if (usages == null || !usages.contains(purpose.extendedKeyUsage)) {
      throw new CertificateException(svid.id() + " may not act as " + purpose);
    }
    checkPath(svid, bundle, now, signatures);
    return svid;
  }

  /** Roots out of their time are left out: path validation does not look at an anchor's dates. */
  private static void checkPath(
      Svid svid, TrustBundle bundle, Instant now, SignatureProvider signatures)
      throws CertificateException {
    var anchors =
        bundle.roots().stream()
            .filter(root -> validAt(root, now))
            .map(root -> new TrustAnchor(root, null))
            .collect(Collectors.toSet());
    if (anchors.isEmpty()) {
      throw new CertificateException(
          "no root of "
              + bundle.trustDomain()
              + " is valid now, at "
              + now
              + "; correct the clock if that is wrong");
    }
    if (!svid.validAt(now)) {
      throw new CertificateException(
          "the chain of "
              + svid.id()
              + " is not trusted: it is valid from "
              + svid.notBefore()
              + " to "
              + svid.notAfter()
              + ", and here it is "
              + now
              + "; correct the clock if that is wrong");
    }
    try {
      var parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      if (isUsual(svid.chain()) && isUsual(bundle.roots())) {
        signatures.registered().ifPresent(parameters::setSigProvider);
      }
      var path = CertificateFactory.getInstance("X.509").generateCertPath(svid.chain());
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
    } catch (GeneralSecurityException e) {
      throw new CertificateException(
          "the chain of " + svid.id() + " is not trusted: " + e.getMessage(), e);
    }
  }

  /**
   * Whether all keys are of kinds that every provider knows; a plugged-in root may have another.
   */
  private static boolean isUsual(List<X509Certificate> certificates) {
    return certificates.stream().allMatch(each -> KeyKind.of(each.getPublicKey()).isPresent());
  }

  private static boolean validAt(X509Certificate root, Instant now) {
    return !now.isBefore(root.getNotBefore().toInstant())
        && !now.isAfter(root.getNotAfter().toInstant());
  }
}
