// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.TrustDomain;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.crypto.IssuerKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * The form of roots and intermediates, as the X.509-SVID standard (sections 2 to 4) and RFC 5280
 * demand; that of leaves is {@link LeafForm}. Pure: time, serial number and keys are parameters.
 */
final class CertificateForm {

  /**
   * When a certificate is valid and under which number.
   *
   * @param serial positive, at most 20 octets (RFC 5280, section 4.1.2.2)
   */
  record Validity(BigInteger serial, Instant notBefore, Instant notAfter) {}

  /**
   * The cluster that an intermediate is for.
   *
   * @param domain of the identities that it may sign for; empty for any
   */
  record Member(String cluster, Optional<TrustDomain> domain) {}

  private CertificateForm() {}

  static X509Certificate root(TrustDomain domain, IssuerKey key, Validity validity) {
    var name =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, domain.name())
            .addRDN(BCStyle.CN, "Lateen root")
            .build();
    try {
      var builder = builder(name, validity, name, key.publicKey());
      var extensions = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          extensions.createSubjectKeyIdentifier(key.publicKey()));
      var self = new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://" + domain);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(self));
      return sign(builder, key);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("a root certificate can be encoded", e);
    }
  }

  /**
   * The certificate with which one cluster signs leaves, so that the root need not; for identities
   * of its trust domain alone, so that who takes it over is nobody elsewhere.
   */
  static X509Certificate intermediate(
      Member member, PublicKey key, Validity validity, X509Certificate root, IssuerKey rootKey) {
    try {
      var issuerName = X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
      var name =
          new X500NameBuilder(BCStyle.INSTANCE)
              .addRDN(BCStyle.O, organization(issuerName))
              .addRDN(BCStyle.CN, "Lateen intermediate")
              .addRDN(BCStyle.OU, member.cluster())
              .build();
      var builder = builder(issuerName, validity, name, key);
      var extensions = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(root.getPublicKey()));
      var bounds = member.domain().flatMap(NameBounds::to);
      if (bounds.isPresent()) {
        builder.addExtension(Extension.nameConstraints, true, bounds.get());
      }
      return sign(builder, rootKey);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("an intermediate certificate can be encoded", e);
    }
  }

  private static String organization(X500Name name) {
    var found = name.getRDNs(BCStyle.O);
    return found.length == 0 ? "Lateen" : found[0].getFirst().getValue().toString();
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, Validity validity, X500Name subject, PublicKey key) {
    return new X509v3CertificateBuilder(
        issuer,
        validity.serial(),
        Date.from(validity.notBefore()),
        Date.from(validity.notAfter()),
        subject,
        SubjectPublicKeyInfo.getInstance(key.getEncoded()));
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, IssuerKey key)
      throws GeneralSecurityException {
    try {
      return Certificates.fromDer(builder.build(new Signing(key)).getEncoded());
    } catch (Signing.Failure e) {
      throw e.reason;
    } catch (IOException e) {
      throw new IllegalStateException("a certificate can be encoded", e);
    }
  }

  /** Lets the key of an issuer sign for the encoder. */
  private record Signing(IssuerKey key, ByteArrayOutputStream content) implements ContentSigner {

    private static final DefaultSignatureAlgorithmIdentifierFinder NAMES =
        new DefaultSignatureAlgorithmIdentifierFinder();

    Signing(IssuerKey key) {
      this(key, new ByteArrayOutputStream());
    }

    /** Carries a reason through an interface that knows none. */
    private static final class Failure extends RuntimeException {

      private static final long serialVersionUID = 1;

      private final transient GeneralSecurityException reason;

      Failure(GeneralSecurityException reason) {
        super(reason);
        this.reason = reason;
      }
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return NAMES.find(key.kind().signature());
    }

    @Override
    public OutputStream getOutputStream() {
      return content;
    }

    @Override
    public byte[] getSignature() {
      try {
        return key.sign(content.toByteArray());
      } catch (GeneralSecurityException e) {
        throw new Failure(e);
      }
    }
  }
}
