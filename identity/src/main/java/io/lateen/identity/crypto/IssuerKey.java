// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.crypto;

import java.security.GeneralSecurityException;
import java.security.PublicKey;

/** What signs certificates: a key in this process, or one that never leaves another place. */
public interface IssuerKey {

  /** The half that everybody may see. */
  PublicKey publicKey();

  /** The kind of the key, which decides the signature's algorithm. */
  KeyKind kind();

  /**
   * The signature over {@code content}, DER as certificates hold it. Ends within a bounded time;
   * may block when {@link #isRemote}.
   *
   * @throws GeneralSecurityException with the reason when there is none
   */
  byte[] sign(byte[] content) throws GeneralSecurityException;

  /** Whether signing waits for another process. */
  boolean isRemote();
}
