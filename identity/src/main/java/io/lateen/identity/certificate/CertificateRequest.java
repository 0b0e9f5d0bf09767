// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import io.lateen.identity.secret.IdentityKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/**
 * What a certificate signing request (PKCS#10, RFC 2986) may say: a P-256 public key whose private
 * half its sender has. Subject, names, extensions and attributes of the request are not even read.
 *
 * @param publicKey the key to certify
 */
public record CertificateRequest(ECPublicKey publicKey) {

  /** Largest request that is parsed; one for P-256 has about 200 bytes. */
  public static final int MAX_BYTES = 4096;

  private static final Map<ASN1ObjectIdentifier, String> SIGNATURES =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA");

  /**
   * Reads a request of a stranger.
   *
   * @param der PKCS#10, DER
   * @throws CertificateException with the reason when it is too large, malformed, for another kind
   *     of key, or not signed by the private half of its key
   */
  public static CertificateRequest parse(byte[] der) throws CertificateException {
    if (der.length == 0 || der.length > MAX_BYTES) {
      throw new CertificateException("a signing request has 1 to " + MAX_BYTES + " bytes");
    }
    try {
      var request = new PKCS10CertificationRequest(der);
      if (!Arrays.equals(der, request.toASN1Structure().getEncoded("DER"))) {
        throw new CertificateException("the signing request is not in DER");
      }
      var key = p256Key(request.getSubjectPublicKeyInfo());
      checkPossession(request, key);
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

  private static ECPublicKey p256Key(SubjectPublicKeyInfo info)
      throws CertificateException, IOException {
    var algorithm = info.getAlgorithm();
    if (!X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())
        || !SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())) {
      throw new CertificateException("only P-256 keys are certified");
    }
    // Refuses points that are not on the curve, which the JDK's key factory lets through.
    CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1)
        .getCurve()
        .decodePoint(info.getPublicKeyData().getOctets());
    try {
      var encoded = new X509EncodedKeySpec(info.getEncoded());
      return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(encoded);
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the key of the signing request is not usable", e);
    }
  }

  private static void checkPossession(PKCS10CertificationRequest request, ECPublicKey key)
      throws CertificateException, IOException {
    var name = SIGNATURES.get(request.getSignatureAlgorithm().getAlgorithm());
    if (name == null) {
      throw new CertificateException("the signing request is signed with another algorithm");
    }
    try {
      var signature = Signature.getInstance(name);
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
