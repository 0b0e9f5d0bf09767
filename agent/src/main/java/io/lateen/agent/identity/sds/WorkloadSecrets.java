// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.sds;

import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.TrustBundle;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The two secrets of one workload under the names that Istio's configuration uses (pkg/security,
 * WorkloadKeyCertResourceName and RootCertReqResourceName).
 *
 * @param certificate present while a valid one is held
 * @param roots what peers must prove
 */
public record WorkloadSecrets(
    Supplier<Optional<KeyedSvid>> certificate, Supplier<TrustBundle> roots) {

  /** The workload's own certificate and key. */
  public static final String CERTIFICATE = "default";

  /** The roots against which peers are checked. */
  public static final String ROOTS = "ROOTCA";

  private static final Set<String> NAMES = Set.of(CERTIFICATE, ROOTS);

  /** Whether there is such a secret, now or later. */
  boolean knows(String name) {
    return NAMES.contains(name);
  }

  /** The secret as it is now; empty while it is awaited. */
  Optional<EncodedSecret> get(String name) {
    return switch (name) {
      case CERTIFICATE ->
          certificate.get().map(svid -> EncodedSecret.certificate(CERTIFICATE, svid));
      case ROOTS -> Optional.of(EncodedSecret.roots(ROOTS, roots.get()));
      default -> Optional.empty();
    };
  }
}
