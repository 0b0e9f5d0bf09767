// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.TrustDomain;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.crypto.IssuerKey;
import io.lateen.identity.crypto.KeyKind;
import io.lateen.identity.crypto.LocalKey;
import io.lateen.identity.crypto.SignatureProvider;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides whether plugged files make an authority: each is readable, the key is the certificate's,
 * the certificate is a CA that is valid now, the chain leads to a root, and its name constraints
 * let identities of the trust domain pass. A remote key is checked when it signs. Pure.
 */
final class PluggedCheck {

  private static final int KEY_CERT_SIGN = 5;

  private final TrustDomain domain;
  private final SignatureProvider provider;
  private final Optional<RemoteSigner> signer;

  PluggedCheck(TrustDomain domain, SignatureProvider provider, Optional<RemoteSigner> signer) {
    this.domain = domain;
    this.provider = provider;
    this.signer = signer;
  }

  /** What is wrong, and with which file. */
  static final class Flaw extends Exception {

    private static final long serialVersionUID = 1;

    private final String file;
    private final String reason;

    Flaw(String file, String reason) {
      super(file + " " + reason);
      this.file = file;
      this.reason = reason;
    }

    String file() {
      return file;
    }

    String reason() {
      return reason;
    }
  }

  Issuer issuer(PluggedFolder.Texts texts, Instant now) throws Flaw {
    var own = certificates(PluggedFolder.CERTIFICATE, texts.certificate());
    if (own.size() != 1) {
      throw new Flaw(PluggedFolder.CERTIFICATE, "holds " + own.size() + " certificates, not one");
    }
    var certificate = own.getFirst();
    checkCa(PluggedFolder.CERTIFICATE, certificate);
    checkTime(PluggedFolder.CERTIFICATE, certificate, now);
    var key = key(texts, certificate);
    var roots = roots(texts.roots(), now);
    var chain = chain(texts.chain(), certificate, roots);
    var ordered = ordered(roots, anchor(certificate, chain, roots, now));
    if (!NameBounds.permit(chain, domain)) {
      throw new Flaw(
          PluggedFolder.CHAIN,
          "has name constraints that do not permit identities of the trust domain " + domain);
    }
    return new Issuer(Issuer.Origin.PLUGGED, certificate, key, chain, ordered, Optional.empty());
  }

  private static List<X509Certificate> certificates(String file, String text) throws Flaw {
    try {
      var found = Certificates.fromPem(text);
      if (found.isEmpty()) {
        throw new Flaw(file, "holds no certificate in PEM");
      }
      return found;
    } catch (CertificateException e) {
      throw new Flaw(file, "is not readable: " + e.getMessage());
    }
  }

  private static void checkCa(String file, X509Certificate certificate) throws Flaw {
    var usage = certificate.getKeyUsage();
    if (certificate.getBasicConstraints() < 0 || (usage != null && !usage[KEY_CERT_SIGN])) {
      throw new Flaw(file, "holds a certificate that may not sign others");
    }
  }

  private static void checkTime(String file, X509Certificate certificate, Instant now) throws Flaw {
    var begin = certificate.getNotBefore().toInstant();
    var end = certificate.getNotAfter().toInstant();
    if (now.isAfter(end)) {
      throw new Flaw(file, "has expired at " + end);
    }
    if (now.isBefore(begin)) {
      throw new Flaw(file, "is not valid before " + begin + ", and it is " + now);
    }
  }

  private IssuerKey key(PluggedFolder.Texts texts, X509Certificate certificate) throws Flaw {
    if (KeyKind.of(certificate.getPublicKey()).isEmpty()) {
      throw new Flaw(
          PluggedFolder.CERTIFICATE,
          "has a key that is none of P-256, P-384 and RSA with 2048 to 4096 bits");
    }
    try {
      return signer.isPresent()
          ? RemoteKey.of(certificate.getPublicKey(), signer.get(), provider)
          : LocalKey.fromPem(texts.key(), certificate.getPublicKey(), provider);
    } catch (InvalidKeySpecException e) {
      throw new Flaw(PluggedFolder.KEY, "cannot be used: " + e.getMessage());
    }
  }

  /** The roots that are valid now. */
  private static List<X509Certificate> roots(String text, Instant now) throws Flaw {
    var all = certificates(PluggedFolder.ROOTS, text);
    if (all.size() > TrustBundle.MAX_ROOTS) {
      throw new Flaw(PluggedFolder.ROOTS, "holds more than " + TrustBundle.MAX_ROOTS + " roots");
    }
    for (var root : all) {
      checkCa(PluggedFolder.ROOTS, root);
    }
    var valid = all.stream().filter(root -> !now.isAfter(root.getNotAfter().toInstant())).toList();
    if (valid.isEmpty()) {
      checkTime(PluggedFolder.ROOTS, all.getFirst(), now);
    }
    return valid;
  }

  /** From the issuer on, without roots: peers have those. */
  private static List<X509Certificate> chain(
      String text, X509Certificate certificate, List<X509Certificate> roots) throws Flaw {
    var all = certificates(PluggedFolder.CHAIN, text);
    if (!all.getFirst().equals(certificate)) {
      throw new Flaw(
          PluggedFolder.CHAIN,
          "does not begin with the certificate of " + PluggedFolder.CERTIFICATE);
    }
    var chain = new ArrayList<>(all);
    chain.removeIf(roots::contains);
    if (chain.size() > Svid.MAX_CHAIN - 1) {
      throw new Flaw(
          PluggedFolder.CHAIN,
          "has more than " + (Svid.MAX_CHAIN - 1) + " certificates below the root");
    }
    return chain;
  }

  /** The root that the chain leads to. */
  private static X509Certificate anchor(
      X509Certificate certificate,
      List<X509Certificate> chain,
      List<X509Certificate> roots,
      Instant now)
      throws Flaw {
    if (chain.isEmpty()) {
      return certificate;
    }
    try {
      var anchors =
          roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
      var parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      var path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
      var result =
          (PKIXCertPathValidatorResult)
              CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return result.getTrustAnchor().getTrustedCert();
    } catch (GeneralSecurityException e) {
      throw new Flaw(
          PluggedFolder.CHAIN,
          "does not lead to a root of " + PluggedFolder.ROOTS + ": " + e.getMessage());
    }
  }

  private static List<X509Certificate> ordered(
      List<X509Certificate> roots, X509Certificate anchor) {
    var ordered = new ArrayList<X509Certificate>(List.of(anchor));
    roots.stream().filter(root -> !root.equals(anchor)).forEach(ordered::add);
    return ordered;
  }
}
