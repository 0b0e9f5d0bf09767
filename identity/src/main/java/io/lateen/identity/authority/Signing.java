// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.authority.CertificateForm.Validity;
import io.lateen.identity.authority.LeafForm.Leaf;
import io.lateen.identity.certificate.Certificates;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What all leaves of one issuer share. Safe for all threads. */
record Signing(
    Issuer issuer, LeafForm form, List<byte[]> chain, Instant notBefore, Instant notAfter) {

  static Signing by(Issuer issuer) {
    return new Signing(
        issuer,
        new LeafForm(issuer.certificate(), issuer.key()),
        issuer.chain().stream().map(Certificates::toDer).toList(),
        issuer.notBefore(),
        issuer.notAfter());
  }

  /**
   * A leaf with what leads from it to the root.
   *
   * @throws GeneralSecurityException when the issuer's key does not sign
   */
  IssuedLeaf leaf(Leaf leaf, Validity validity) throws GeneralSecurityException {
    var all = new ArrayList<byte[]>();
    all.add(form.encode(leaf, validity));
    all.addAll(chain);
    return new IssuedLeaf(leaf.id(), all, validity.serial(), validity.notAfter());
  }
}
