// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.certificate.TrustBundle;
import java.time.Instant;

/**
 * Knows whether those who hold certificates have followed a change of roots. Who cannot tell for
 * certain says no: then time decides, as long as the longest certificate lives
 * (docs/decisions/052).
 */
@FunctionalInterface
public interface Followers {

  /** Nobody tells anything. */
  Followers UNKNOWN = (bundle, now) -> false;

  /**
   * Whether everybody who holds a certificate that is valid at {@code now} trusts exactly these
   * roots, and presents nothing that does not lead to the first of them. Must not block.
   */
  boolean follow(TrustBundle bundle, Instant now);
}
