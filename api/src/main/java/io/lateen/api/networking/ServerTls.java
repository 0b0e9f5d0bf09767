// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.List;

/**
 * Encryption on a port that proxies open.
 *
 * @param httpsRedirect whether plain HTTP is answered with a redirection to HTTPS
 * @param mode what is presented and checked
 * @param serverCertificate file of the certificate; empty for none
 * @param privateKey file of the key; empty for none
 * @param caCertificates file of the authorities for callers; empty for none
 * @param caCrl file of revoked certificates; empty for none
 * @param credentialName secret with certificate and key; empty for none
 * @param credentialNames more than one secret, at most two of different key types
 * @param caCertCredentialName secret with the authorities for callers; empty for none
 * @param tlsCertificates files instead of secrets, at most two
 * @param subjectAltNames names of which a caller must show one
 * @param verifyCertificateSpki Base64 SHA-256 of public keys that callers may have
 * @param verifyCertificateHash hexadecimal SHA-256 of certificates that callers may have
 * @param minProtocolVersion oldest version that is accepted
 * @param maxProtocolVersion newest version that is accepted
 * @param cipherSuites suites that are accepted; empty for the default
 * @param ecdhCurves curves that are accepted; empty for those of the mesh
 * @param insecureSkipVerify whether certificates of callers are taken unverified
 */
public record ServerTls(
    boolean httpsRedirect,
    ServerTlsMode mode,
    String serverCertificate,
    String privateKey,
    String caCertificates,
    String caCrl,
    String credentialName,
    List<String> credentialNames,
    String caCertCredentialName,
    List<TlsCertificateFiles> tlsCertificates,
    List<String> subjectAltNames,
    List<String> verifyCertificateSpki,
    List<String> verifyCertificateHash,
    TlsVersion minProtocolVersion,
    TlsVersion maxProtocolVersion,
    List<String> cipherSuites,
    List<String> ecdhCurves,
    boolean insecureSkipVerify) {

  /** Copies the collections. */
  public ServerTls {
    credentialNames = List.copyOf(credentialNames);
    tlsCertificates = List.copyOf(tlsCertificates);
    subjectAltNames = List.copyOf(subjectAltNames);
    verifyCertificateSpki = List.copyOf(verifyCertificateSpki);
    verifyCertificateHash = List.copyOf(verifyCertificateHash);
    cipherSuites = List.copyOf(cipherSuites);
    ecdhCurves = List.copyOf(ecdhCurves);
  }
}
