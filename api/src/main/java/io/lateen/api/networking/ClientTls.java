// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.List;
import java.util.Optional;

/**
 * Encryption towards a host.
 *
 * @param mode what is presented and checked
 * @param clientCertificate file of the own certificate; empty for none
 * @param privateKey file of the own key; empty for none
 * @param caCertificates file of the authorities; empty for none
 * @param credentialName secret with certificate, key and authorities; empty for none
 * @param subjectAltNames names of which the server must show one; empty for those known otherwise
 * @param sni server name to send; empty for the default
 * @param insecureSkipVerify whether the certificate of the server is not checked
 * @param caCrl file of revoked certificates; empty for none
 */
public record ClientTls(
    ClientTlsMode mode,
    String clientCertificate,
    String privateKey,
    String caCertificates,
    String credentialName,
    List<String> subjectAltNames,
    String sni,
    Optional<Boolean> insecureSkipVerify,
    String caCrl) {

  /** Copies the collections. */
  public ClientTls {
    subjectAltNames = List.copyOf(subjectAltNames);
  }
}
