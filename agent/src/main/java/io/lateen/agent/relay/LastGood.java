// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.List;
import java.util.Map;

/**
 * The configuration that an Envoy accepted last, by type URL. Holds what the control plane sent,
 * encoded, and no secrets: keys never lie on a node's disk.
 */
public record LastGood(Map<String, List<Resource>> types) {

  /** Nothing was ever accepted. */
  public static final LastGood NONE = new LastGood(Map.of());

  /** Keeps its own copy. */
  public LastGood {
    types = Map.copyOf(types);
  }
}
