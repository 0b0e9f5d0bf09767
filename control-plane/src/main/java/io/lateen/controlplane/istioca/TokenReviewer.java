// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.istioca;

import io.lateen.identity.secret.SecretText;
import java.util.Optional;

/** Asks Kubernetes whose a service account token is. Safe for all threads; blocks. */
public interface TokenReviewer {

  /** What came of it. */
  sealed interface Review {

    /**
     * The token is good and meant for this authority.
     *
     * @param pod uid of the Pod that it is bound to
     * @param node name of the node on which that Pod runs
     */
    record Account(String namespace, String name, Optional<String> pod, Optional<String> node)
        implements Review {}

    /**
     * It is not.
     *
     * @param reason for the log, never for the caller
     */
    record Refused(String reason) implements Review {}

    /**
     * Nobody can tell now.
     *
     * @param reason for the log
     */
    record Unknown(String reason) implements Review {}
  }

  /** Reviews a token; it must name the audience of this authority. */
  Review review(SecretText token);
}
