// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.lateen.api.envoyfilter.ProxyMatch;
import io.lateen.base.Regex;
import java.util.Map;

/** Whether a patch is meant for a proxy (Istio: model/envoyfilter.go proxyMatch). */
final class ProxyConditions {

  private ProxyConditions() {}

  /** A pattern that is no valid one means no proxy. */
  static boolean hold(ProxyMatch wanted, String version, Map<String, String> metadata) {
    return (wanted.proxyVersion().isEmpty()
            || (!version.isEmpty() && Regex.finds(wanted.proxyVersion(), version)))
        && wanted.metadata().entrySet().stream()
            .allMatch(entry -> entry.getValue().equals(metadata.get(entry.getKey())));
  }
}
