// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.config;

import io.lateen.identity.authority.AuthoritySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the certificate authority works.
 *
 * @param leafLifetime of certificates of nodes and workloads
 * @param rootLifetime of roots that the control plane makes
 * @param cluster named in the certificate that signs
 * @param cacerts folder in the layout of Istio's Secret {@code cacerts}; a root of its own without
 * @param signer where the key of the plugged issuer is; in the folder without
 * @param tokenReview who knows tokens of Kubernetes; without it they are refused
 */
public record CaSettings(
    Duration leafLifetime,
    Duration rootLifetime,
    String cluster,
    Optional<Path> cacerts,
    Optional<SignerSettings> signer,
    Optional<TokenReviewSettings> tokenReview) {

  /** A root of its own, for ten years, and leaves for a day. */
  public static final CaSettings DEFAULT =
      new CaSettings(
          AuthoritySettings.MAX_LEAF_LIFETIME,
          AuthoritySettings.ROOT_LIFETIME,
          AuthoritySettings.CLUSTER,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
