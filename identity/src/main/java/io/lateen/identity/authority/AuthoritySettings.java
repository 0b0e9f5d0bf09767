// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.TrustDomain;
import java.time.Duration;

/**
 * What a certificate authority is told.
 *
 * @param trustDomain the domain whose root it holds
 * @param leafLifetime how long leaves are valid, 1 minute to 24 hours
 */
public record AuthoritySettings(TrustDomain trustDomain, Duration leafLifetime) {

  /** Longest lifetime of a leaf; as Istio's default (SECRET_TTL, pilot-agent). */
  public static final Duration MAX_LEAF_LIFETIME = Duration.ofHours(24);

  /** Shortest lifetime of a leaf: below it renewal would be most of the work. */
  public static final Duration MIN_LEAF_LIFETIME = Duration.ofMinutes(1);

  /** Refuses lifetimes out of range. */
  public AuthoritySettings {
    if (leafLifetime.compareTo(MIN_LEAF_LIFETIME) < 0
        || leafLifetime.compareTo(MAX_LEAF_LIFETIME) > 0) {
      throw new IllegalArgumentException(
          "a leaf lives "
              + MIN_LEAF_LIFETIME
              + " to "
              + MAX_LEAF_LIFETIME
              + ", not "
              + leafLifetime);
    }
  }

  /** The longest lifetime. */
  public static AuthoritySettings of(TrustDomain trustDomain) {
    return new AuthoritySettings(trustDomain, MAX_LEAF_LIFETIME);
  }
}
