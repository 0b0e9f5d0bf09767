// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.certificate;

import io.lateen.identity.certificate.Svid;
import io.lateen.identity.certificate.TrustBundle;
import java.util.concurrent.CompletionStage;

/** Asks the control plane for a certificate of one certain identity. */
@FunctionalInterface
public interface CertificateIssuer {

  /**
   * What the control plane answered.
   *
   * @param svid the certificate, not yet checked against the request
   * @param bundle the roots that vouch for it and for all peers
   */
  record Issued(Svid svid, TrustBundle bundle) {}

  /**
   * Sends one request; ends within a bounded time.
   *
   * @param csr PKCS#10 DER of the key to certify
   * @return fails with the reason when there is no certificate
   */
  CompletionStage<Issued> issue(byte[] csr);
}
