// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.api.Spec;
import java.util.List;

/**
 * A Kubernetes Pod (v1): what was asked for, and its status.
 *
 * @param spec what was asked for
 * @param phase {@code Pending}, {@code Running}, {@code Succeeded}, {@code Failed}; empty when
 *     unknown
 * @param podIps addresses; empty before they are assigned
 * @param ready whether the condition Ready holds
 * @param terminating whether deletion has begun
 */
public record Pod(
    PodSpec spec, String phase, List<String> podIps, boolean ready, boolean terminating)
    implements Spec {

  /** Copies the collections. */
  public Pod {
    podIps = List.copyOf(podIps);
  }
}
