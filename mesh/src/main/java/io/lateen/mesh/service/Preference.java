// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import java.util.Locale;

/** Which endpoints callers should prefer (Istio: model/service.go GetTrafficDistribution). */
public enum Preference {
  /** All alike. */
  ANY,
  /** Those of the caller's zone, then of its region, then of its network. */
  SAME_ZONE,
  /** Those of the caller's machine, then as {@link #SAME_ZONE}. */
  SAME_NODE;

  /**
   * What a Service's own field says, else its annotation.
   *
   * @param field as {@code PreferClose}; empty for none
   * @param annotation the same in any case; empty for none
   */
  static Preference of(String field, String annotation) {
    var byField = named(field);
    return byField == ANY ? named(annotation) : byField;
  }

  private static Preference named(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "preferclose", "prefersamezone" -> SAME_ZONE;
      case "prefersamenode" -> SAME_NODE;
      default -> ANY;
    };
  }
}
