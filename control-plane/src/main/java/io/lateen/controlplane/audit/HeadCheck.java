// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.audit;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.certificate.SvidVerifier;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.sourcestore.audit.AuditHead;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Whether a head was signed by a control plane, with a certificate that was valid at the time of
 * the head.
 *
 * @param roots that are trusted; those of before a rotation too, for heads of that time
 */
record HeadCheck(List<X509Certificate> roots) {

  /** What is wrong with the signature. */
  Optional<String> problem(AuditHead head) {
    try {
      var chain = Certificates.fromPem(head.certificates());
      var domain = Svid.of(chain).id().trustDomain();
      var trusted = new TrustBundle(domain, roots);
      var svid = SvidVerifier.verify(chain, trusted, head.at(), SvidVerifier.Purpose.SERVER);
      if (!svid.id().equals(SpiffeId.controlPlane(domain))) {
        return Optional.of("it is signed by " + svid.id() + ", which is no control plane");
      }
      var verifier = Signature.getInstance(HeadSigner.ALGORITHM);
      verifier.initVerify(svid.publicKey());
      verifier.update(head.statement());
      return verifier.verify(head.signature())
          ? Optional.empty()
          : Optional.of("its signature does not fit");
    } catch (CertificateException e) {
      return Optional.of("its signer is not known: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      return Optional.of("its signature is not readable");
    }
  }
}
