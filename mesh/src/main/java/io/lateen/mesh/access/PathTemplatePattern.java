// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import java.util.List;

/**
 * A path of a rule, which may have templates: {@code {*}} is one segment that is not empty, <code>
 * {**}</code> any number of them, also none (istio.io/docs/reference/config/security/
 * authorization-policy, Operation).
 */
record PathTemplatePattern(String text) {

  private static final String ONE = "{*}";
  private static final String ANY = "{**}";
  private static final String PLAIN = "/-._~%!$&'()+,;:@=*";

  /**
   * @param permits whether a match lets requests pass: then no segment may have characters that a
   *     URL's path should not have, such as {@code [}, as in Envoy (source/extensions/path/
   *     uri_template_lib, of which 1.39 and 1.40 were asked); a refusal looks at all
   */
  boolean matches(String path, boolean permits) {
    if (!text.contains(ONE) && !text.contains(ANY)) {
      return new TextPattern(text).matches(path);
    }
    if (permits && !path.chars().allMatch(PathTemplatePattern::isPlain)) {
      return false;
    }
    return matches(List.of(text.split("/", -1)), List.of(path.split("/", -1)));
  }

  private static boolean isPlain(int c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
  }

  private static boolean matches(List<String> pattern, List<String> segments) {
    if (pattern.isEmpty()) {
      return segments.isEmpty();
    }
    var first = pattern.getFirst();
    var rest = pattern.subList(1, pattern.size());
    if (first.equals(ANY)) {
      for (int taken = 1; taken <= segments.size(); taken++) {
        if (matches(rest, segments.subList(taken, segments.size()))) {
          return true;
        }
      }
      return false;
    }
    if (segments.isEmpty()) {
      return false;
    }
    var segment = segments.getFirst();
    var fits = first.equals(ONE) ? !segment.isEmpty() : first.equals(segment);
    return fits && matches(rest, segments.subList(1, segments.size()));
  }
}
