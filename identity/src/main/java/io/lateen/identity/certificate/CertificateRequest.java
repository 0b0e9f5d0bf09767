// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import io.lateen.identity.crypto.KeyKind;
import io.lateen.identity.crypto.SignatureProvider;
import io.lateen.identity.secret.IdentityKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/**
 * What a certificate signing request (PKCS#10, RFC 2986) may say: a public key whose private half
 * its sender has. Subject, names, extensions and attributes of the request are not even read.
 *
 * @param publicKey the key to certify
 */
public record CertificateRequest(PublicKey publicKey) {

  /** Largest request that is parsed; one for P-256 has about 200 bytes, for RSA 1,100. */
  public static final int MAX_BYTES = 4096;

  private static final String ALLOWED =
      "only P-256 keys, P-384 keys, and RSA keys with 2048 to 4096 bits are certified";

  private static final Map<ASN1ObjectIdentifier, String> SIGNATURES =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA",
          PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
          PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
          PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA");

  private static final Map<ASN1Encodable, ECCurve> CURVES =
      Map.of(
          SECObjectIdentifiers.secp256r1,
          CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1).getCurve(),
          SECObjectIdentifiers.secp384r1,
          CustomNamedCurves.getByOID(SECObjectIdentifiers.secp384r1).getCurve());

  /**
   * Reads a request of a stranger.
   *
   * @param der PKCS#10, DER
   * @throws CertificateException with the reason when it is too large, malformed, for another kind
   *     of key, or not signed by the private half of its key
   */
  public static CertificateRequest parse(byte[] der) throws CertificateException {
    return parse(der, SignatureProvider.JDK);
  }

  /** As {@link #parse(byte[])}, with signatures checked by {@code provider}. */
  public static CertificateRequest parse(byte[] der, SignatureProvider provider)
      throws CertificateException {
    if (der.length == 0 || der.length > MAX_BYTES) {
      throw new CertificateException("a signing request has 1 to " + MAX_BYTES + " bytes");
    }
    try {
      var request = new PKCS10CertificationRequest(der);
      if (!Arrays.equals(der, request.toASN1Structure().getEncoded("DER"))) {
        throw new CertificateException("the signing request is not in DER");
      }
      var key = key(request.getSubjectPublicKeyInfo(), provider);
      checkPossession(request, key, provider);
      return new CertificateRequest(key);
    } catch (IOException | RuntimeException e) {
      throw new CertificateException("not a signing request", e);
    }
  }

  /** A request for {@code key}, with an empty subject. */
  public static byte[] create(IdentityKey key) {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey());
      var info = SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded());
      var nobody = new X500Name(new RDN[0]);
      return new PKCS10CertificationRequestBuilder(nobody, info).build(signer).getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException("a P-256 key signs requests", e);
    }
  }

  private static PublicKey key(SubjectPublicKeyInfo info, SignatureProvider provider)
      throws CertificateException, IOException {
    var algorithm = info.getAlgorithm();
    var isRsa = PKCSObjectIdentifiers.rsaEncryption.equals(algorithm.getAlgorithm());
    if (!isRsa) {
      checkPoint(info);
    }
    PublicKey key;
    try {
      key = provider.publicKey(isRsa ? "RSA" : "EC", info.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the key of the signing request is not usable", e);
    }
    if (KeyKind.of(key).isEmpty()) {
      throw new CertificateException(ALLOWED);
    }
    return key;
  }

  /** Refuses points that are not on the curve, which the JDK's key factory lets through. */
  private static void checkPoint(SubjectPublicKeyInfo info) throws CertificateException {
    var algorithm = info.getAlgorithm();
    var curve =
        X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())
                && algorithm.getParameters() != null
            ? CURVES.get(algorithm.getParameters())
            : null;
    if (curve == null) {
      throw new CertificateException(ALLOWED);
    }
    curve.decodePoint(info.getPublicKeyData().getOctets());
  }

  private static void checkPossession(
      PKCS10CertificationRequest request, PublicKey key, SignatureProvider provider)
      throws CertificateException, IOException {
    var name = SIGNATURES.get(request.getSignatureAlgorithm().getAlgorithm());
    if (name == null) {
      throw new CertificateException("the signing request is signed with another algorithm");
    }
    try {
      var signature = provider.signature(name);
      signature.initVerify(key);
      signature.update(request.toASN1Structure().getCertificationRequestInfo().getEncoded("DER"));
      if (signature.verify(request.getSignature())) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the signature of the signing request is not readable", e);
    }
    throw new CertificateException("the signing request is not signed by its own key");
  }
}
