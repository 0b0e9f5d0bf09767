// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.api.Spec;
import io.lateen.api.credential.SealedText;
import java.time.Instant;
import java.util.Optional;

/**
 * Certificates, keys and authorities for proxies (Kubernetes API core/v1 Secret). The key is sealed
 * before it gets here.
 *
 * @param type as written; empty for Opaque
 * @param pair certificate with key; absent for authorities alone
 * @param roots authorities as PEM; empty for none
 * @param crl lists of certificates that they have revoked, as PEM; empty for none
 * @param lasting the authority of {@code roots} that ends last; absent without any
 */
public record Secret(
    String type, Optional<Pair> pair, String roots, String crl, Optional<Certificate> lasting)
    implements Spec {

  /**
   * A certificate that can be shown.
   *
   * @param chain the certificate and those between it and an authority, as PEM
   * @param key its private key
   * @param staple answer about its revocation in DER, as Base64; empty for none
   * @param shown what it says
   */
  public record Pair(String chain, SealedText key, String staple, Certificate shown) {}

  /**
   * What a certificate says of itself.
   *
   * @param subject its distinguished name (RFC 2253)
   * @param notBefore of the certificate
   * @param notAfter earliest end of the certificates of its chain
   */
  public record Certificate(String subject, Instant notBefore, Instant notAfter) {}
}
