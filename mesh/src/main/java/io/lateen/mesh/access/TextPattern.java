// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import java.util.List;
import java.util.Locale;

/**
 * A value of a rule: {@code abc} is itself, {@code abc*} begins, {@code *abc} ends, {@code *} is
 * any that is not empty (api: security/v1beta1/authorization_policy.proto, Rule).
 */
record TextPattern(String text) {

  private static final String ANY = "*";

  boolean matches(String value) {
    if (text.equals(ANY)) {
      return !value.isEmpty();
    }
    if (text.startsWith(ANY)) {
      return value.endsWith(text.substring(1));
    }
    return text.endsWith(ANY)
        ? value.startsWith(text.substring(0, text.length() - 1))
        : value.equals(text);
  }

  boolean matchesIgnoringCase(String value) {
    return new TextPattern(text.toLowerCase(Locale.ROOT)).matches(value.toLowerCase(Locale.ROOT));
  }

  /**
   * For headers, where {@code *} asks for presence, even of an empty one.
   *
   * @param values of one header; one of them has to match (Envoy: {@code
   *     envoy.reloadable_features.rbac_match_headers_individually})
   */
  boolean matchesHeader(List<String> values) {
    return text.equals(ANY) ? !values.isEmpty() : values.stream().anyMatch(this::matches);
  }
}
