// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.audit;

import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.sourcestore.audit.AuditHead;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signs heads with the key that the control plane's doors use now, so it changes whenever they do.
 *
 * @param identity of the control plane
 */
public record HeadSigner(Supplier<Optional<KeyedSvid>> identity) implements AuditHead.Signer {

  static final String ALGORITHM = "SHA256withECDSA";

  @Override
  public AuditHead.Signed sign(byte[] statement) {
    var svid =
        identity.get().orElseThrow(() -> new IllegalStateException("the doors have no key yet"));
    try {
      var signer = Signature.getInstance(ALGORITHM);
      signer.initSign(svid.key().privateKey());
      signer.update(statement);
      return new AuditHead.Signed(signer.sign(), svid.svid().pem());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA with P-256", e);
    }
  }
}
