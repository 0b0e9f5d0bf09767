// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/**
 * A certificate with its key in files.
 *
 * @param serverCertificate file of the certificate
 * @param privateKey file of the key
 * @param caCertificates file of the authorities; empty for none
 */
public record TlsCertificateFiles(
    String serverCertificate, String privateKey, String caCertificates) {}
