// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.crypto.IssuerKey;
import io.lateen.identity.crypto.KeyKind;
import io.lateen.identity.crypto.SignatureProvider;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;

/**
 * The key of an issuer that another place holds. What comes back is checked against the issuer's
 * certificate before anybody else sees it.
 *
 * @param publicKey as the issuer's certificate says
 */
record RemoteKey(PublicKey publicKey, KeyKind kind, RemoteSigner signer, SignatureProvider provider)
    implements IssuerKey {

  static RemoteKey of(PublicKey publicKey, RemoteSigner signer, SignatureProvider provider)
      throws InvalidKeySpecException {
    var kind =
        KeyKind.of(publicKey)
            .orElseThrow(
                () ->
                    new InvalidKeySpecException(
                        "its key is none of P-256, P-384 and RSA with 2048 to 4096 bits"));
    var own = provider.publicKey(kind.algorithm(), publicKey.getEncoded());
    return new RemoteKey(own, kind, signer, provider);
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public byte[] sign(byte[] content) throws GeneralSecurityException {
    var made = signer.sign(kind, content);
    var check = provider.signature(kind.signature());
    check.initVerify(publicKey);
    check.update(content);
    if (!check.verify(made)) {
      throw new SignatureException(
          signer.place() + " signed with another key than that of the issuer's certificate");
    }
    return made;
  }
}
