// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.crypto.KeyKind;
import java.security.GeneralSecurityException;

/** A place that holds an issuer's key and signs with it, such as a vault. Safe for all threads. */
public interface RemoteSigner {

  /** Where it is, for messages. */
  String place();

  /**
   * Signs; ends within a bounded time.
   *
   * @param kind of the key that is expected there
   * @return the signature as certificates hold it (DER for elliptic curves)
   * @throws GeneralSecurityException with the reason when there is none
   */
  byte[] sign(KeyKind kind, byte[] content) throws GeneralSecurityException;
}
