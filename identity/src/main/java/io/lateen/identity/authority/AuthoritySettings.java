// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.TrustDomain;
import io.lateen.identity.crypto.SignatureProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a certificate authority is told.
 *
 * @param trustDomain the domain whose root it holds
 * @param leafLifetime how long leaves are valid, 30 seconds to 24 hours
 * @param rootLifetime how long a root that it makes is valid, 1 hour to 20 years
 * @param cluster named in the intermediate certificate
 * @param plugged folder in the layout of Istio's {@code cacerts}; none for a root of its own
 * @param signer where the plugged issuer's key is when the folder has none
 * @param signatures who computes them
 */
public record AuthoritySettings(
    TrustDomain trustDomain,
    Duration leafLifetime,
    Duration rootLifetime,
    String cluster,
    Optional<Path> plugged,
    Optional<RemoteSigner> signer,
    SignatureProvider signatures) {

  /** Longest lifetime of a leaf; as Istio's default (SECRET_TTL, pilot-agent). */
  public static final Duration MAX_LEAF_LIFETIME = Duration.ofHours(24);

  /** Shortest lifetime of a leaf: below it renewal would be most of the work. */
  public static final Duration MIN_LEAF_LIFETIME = Duration.ofSeconds(30);

  /** Lifetime of a root; as Istio's self-signed one (security/pkg/pki/ca, caCertTTL). */
  public static final Duration ROOT_LIFETIME = Duration.ofDays(3650);

  /** Longest lifetime of a root. */
  public static final Duration MAX_ROOT_LIFETIME = Duration.ofDays(7300);

  /** Shortest lifetime of a root; for trials of its end. */
  public static final Duration MIN_ROOT_LIFETIME = Duration.ofHours(1);

  /** Istio's name of a cluster that was given none. */
  public static final String CLUSTER = "Kubernetes";

  /** Longest name of a cluster; that of an organizational unit (RFC 5280, ub-common-name). */
  public static final int MAX_CLUSTER = 64;

  /** Refuses lifetimes and names out of range. */
  public AuthoritySettings {
    check("a leaf", leafLifetime, MIN_LEAF_LIFETIME, MAX_LEAF_LIFETIME);
    check("a root", rootLifetime, MIN_ROOT_LIFETIME, MAX_ROOT_LIFETIME);
    if (cluster.isBlank()
        || cluster.length() > MAX_CLUSTER
        || cluster.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a cluster's name has 1 to " + MAX_CLUSTER + " characters");
    }
  }

  private static void check(String what, Duration given, Duration least, Duration most) {
    if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          what + " lives " + least + " to " + most + ", not " + given);
    }
  }

  /** A root of its own. */
  public AuthoritySettings(TrustDomain trustDomain, Duration leafLifetime) {
    this(
        trustDomain,
        leafLifetime,
        ROOT_LIFETIME,
        CLUSTER,
        Optional.empty(),
        Optional.empty(),
        SignatureProvider.JDK);
  }

  /** The longest lifetime of leaves, and a root of its own. */
  public static AuthoritySettings of(TrustDomain trustDomain) {
    return new AuthoritySettings(trustDomain, MAX_LEAF_LIFETIME);
  }

  /** These settings with signatures by another provider. */
  public AuthoritySettings with(SignatureProvider provider) {
    return new AuthoritySettings(
        trustDomain, leafLifetime, rootLifetime, cluster, plugged, signer, provider);
  }

  /** How long before the end of a root of its own the next one is made. */
  public Duration rotateBefore() {
    return Times.shorter(Duration.ofDays(30), rootLifetime.dividedBy(3));
  }
}
