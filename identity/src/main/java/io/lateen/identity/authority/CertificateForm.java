// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.secret.IdentityKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The form of every certificate, as the X.509-SVID standard (sections 2 to 4) and RFC 5280 demand.
 * Pure: time, serial number and keys are parameters.
 */
final class CertificateForm {

  /**
   * When a certificate is valid and under which number.
   *
   * @param serial positive, at most 20 octets (RFC 5280, section 4.1.2.2)
   */
  record Validity(BigInteger serial, Instant notBefore, Instant notAfter) {}

  /**
   * What a leaf says.
   *
   * @param id the only URI name
   * @param hosts DNS names and IP addresses beside it; usually none
   */
  record Leaf(SpiffeId id, List<ServerName> hosts, PublicKey key) {

    Leaf {
      hosts = List.copyOf(hosts);
    }
  }

  private CertificateForm() {}

  static X509Certificate root(TrustDomain domain, IdentityKey key, Validity validity) {
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
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a root certificate can be encoded", e);
    }
  }

  /** A leaf with an empty subject, so its alternative names are critical. */
  static X509Certificate leaf(
      Leaf leaf, Validity validity, X509Certificate issuer, IdentityKey issuerKey) {
    try {
      var issuerName = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
      var builder = builder(issuerName, validity, new X500Name(new RDN[0]), leaf.key());
      var extensions = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(issuer.getPublicKey()));
      builder.addExtension(Extension.subjectAlternativeName, true, names(leaf));
      return sign(builder, issuerKey);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a leaf can be encoded", e);
    }
  }

  private static GeneralNames names(Leaf leaf) {
    var names = new ArrayList<GeneralName>();
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, leaf.id().toString()));
    for (var host : leaf.hosts()) {
      names.add(
          switch (host) {
            case ServerName.Dns(var name) -> new GeneralName(GeneralName.dNSName, name);
            case ServerName.Ip(var address) ->
                new GeneralName(GeneralName.iPAddress, address.getHostAddress());
          });
    }
    return new GeneralNames(names.toArray(GeneralName[]::new));
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

  private static X509Certificate sign(X509v3CertificateBuilder builder, IdentityKey key) {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey());
      return Certificates.fromDer(builder.build(signer).getEncoded());
    } catch (OperatorCreationException | IOException | CertificateException e) {
      throw new IllegalStateException("a P-256 key signs certificates", e);
    }
  }
}
