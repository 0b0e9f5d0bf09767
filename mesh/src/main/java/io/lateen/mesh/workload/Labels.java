// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import java.util.Map;

/** Equality-based label selection, as in Kubernetes. */
public final class Labels {

  private Labels() {}

  /** Whether {@code labels} has every entry of {@code selector}. */
  public static boolean select(Map<String, String> selector, Map<String, String> labels) {
    for (var entry : selector.entrySet()) {
      if (!entry.getValue().equals(labels.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
