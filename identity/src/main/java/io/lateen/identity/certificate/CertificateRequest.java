// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import io.lateen.identity.crypto.SignatureProvider;
import io.lateen.identity.der.Der;
import io.lateen.identity.der.DerReader;
import io.lateen.identity.secret.IdentityKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate signing request (PKCS#10, RFC 2986) may say: a public key whose private half
 * its sender has. Subject, names, extensions and attributes of the request are not even read. Equal
 * when the keys are.
 */
public final class CertificateRequest {

  /** Largest request that is parsed; one for P-256 has about 200 bytes, for RSA 1,100. */
  public static final int MAX_BYTES = 4096;

  /** AlgorithmIdentifiers as everybody writes them (RFC 5758, section 3; RFC 4055, section 5). */
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "300a06082a8648ce3d040302", "SHA256withECDSA",
          "300a06082a8648ce3d040303", "SHA384withECDSA",
          "300a06082a8648ce3d040304", "SHA512withECDSA",
          "300d06092a864886f70d01010b0500", "SHA256withRSA",
          "300d06092a864886f70d01010c0500", "SHA384withRSA",
          "300d06092a864886f70d01010d0500", "SHA512withRSA");

  private static final byte[] VERSION_1 = {0};

  private final PublicKey publicKey;
  private final byte[] keyInfo;

  private CertificateRequest(PublicKey publicKey, byte[] keyInfo) {
    this.publicKey = publicKey;
    this.keyInfo = keyInfo;
  }

  /** A request for a key whose private half somebody is known to have. */
  public CertificateRequest(PublicKey publicKey) {
    this(publicKey, publicKey.getEncoded());
  }

  /** The key to certify. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The key as certificates have it: SubjectPublicKeyInfo, DER, in its canonical form. */
  public byte[] keyInfo() {
    return keyInfo.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CertificateRequest request && publicKey.equals(request.publicKey);
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  /** Tag of the attributes of a request (RFC 2986, section 4.1). */
  private static final int ATTRIBUTES = 0xa0;

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
    var outer = DerReader.of(der);
    var request = outer.enter(Der.SEQUENCE);
    outer.end();
    var info = request.element(Der.SEQUENCE);
    var algorithm = request.element(Der.SEQUENCE);
    var signature = request.octetsOfBits();
    request.end();
    var keyInfo = keyInfo(info);
    var key = CertifiableKey.read(keyInfo, provider);
    checkPossession(info, algorithm, signature, key, provider);
    return CertifiableKey.isCanonical(keyInfo)
        ? new CertificateRequest(key, keyInfo)
        : new CertificateRequest(key);
  }

  /**
   * The SubjectPublicKeyInfo; the subject before it and the attributes after it are passed over.
   */
  private static byte[] keyInfo(byte[] info) throws CertificateException {
    var fields = DerReader.of(info).enter(Der.SEQUENCE);
    if (!Arrays.equals(fields.content(Der.INTEGER), VERSION_1)) {
      throw new CertificateException("the signing request is of another version");
    }
    fields.element(Der.SEQUENCE);
    var key = fields.element(Der.SEQUENCE);
    if (fields.hasMore()) {
      fields.element(ATTRIBUTES);
    }
    fields.end();
    return key;
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

  private static void checkPossession(
      byte[] info, byte[] algorithm, byte[] signature, PublicKey key, SignatureProvider provider)
      throws CertificateException {
    var name = SIGNATURES.get(HexFormat.of().formatHex(algorithm));
    if (name == null) {
      throw new CertificateException("the signing request is signed with another algorithm");
    }
    try {
      if (provider.verifies(name, key, info, signature)) {
        return;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new CertificateException("the signature of the signing request is not readable", e);
    }
    throw new CertificateException("the signing request is not signed by its own key");
  }
}
