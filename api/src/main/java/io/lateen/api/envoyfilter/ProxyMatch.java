// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.envoyfilter;

import io.lateen.base.Copies;
import java.util.Map;

/**
 * Condition on the proxy.
 *
 * @param proxyVersion RE2 pattern for its version; empty for any
 * @param metadata metadata that it must have, all of them
 */
public record ProxyMatch(String proxyVersion, Map<String, String> metadata) {

  /** Copies the map. */
  public ProxyMatch {
    metadata = Copies.sorted(metadata);
  }
}
