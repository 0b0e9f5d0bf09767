// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.Copies;
import io.lateen.base.problem.Problems;
import java.util.Map;

/**
 * Everything one proxy gets. Resources that did not change are the same objects as in the proxy's
 * previous result, and as in that of any other proxy that gets them.
 *
 * @param byType resources by type URL and name, both sorted; a type without resources is there too
 * @param problems objects that lost a conflict or could not be used for this proxy
 */
public record ProxyResources(Map<String, Map<String, EncodedResource>> byType, Problems problems) {

  public ProxyResources {
    byType = Copies.sorted(byType);
  }

  /** Whether all of it is the same objects. */
  boolean isMadeOf(ProxyResources other) {
    if (this == other) {
      return true;
    }
    if (byType.size() != other.byType.size() || !problems.equals(other.problems)) {
      return false;
    }
    for (var typed : byType.entrySet()) {
      if (typed.getValue() != other.byType.get(typed.getKey())) {
        return false;
      }
    }
    return true;
  }

  /** The resources of one type by name; empty for a type that proxies do not get. */
  public Map<String, EncodedResource> ofType(String typeUrl) {
    return byType.getOrDefault(typeUrl, Map.of());
  }
}
