// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.virtualservice;

import io.lateen.analysis.document.Part;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The conditions of one HTTP match, comparable with others.
 *
 * @param prefix the prefix of the path; empty when the path is not matched by prefix
 * @param exact the exact path; empty when the path is not matched exactly
 * @param ignoresCase whether case of the path does not matter
 * @param others all other conditions, each with its path in the match
 * @param text all conditions in one text that is equal for equal ones
 */
record HttpConditions(
    String prefix, String exact, boolean ignoresCase, Map<String, String> others, String text) {

  /** Fields of a match that are no conditions. */
  private static final Set<String> NO_CONDITIONS = Set.of("name", "statPrefix", "uri");

  /** Conditions with names of their own, each of which can be there or not. */
  private static final Set<String> MAPS =
      Set.of("headers", "queryParams", "withoutHeaders", "sourceLabels");

  static HttpConditions of(Part match) {
    var uri = match.at("uri");
    var ignoresCase = match.at("ignoreUriCase").isTrue();
    var others = new TreeMap<String, String>();
    for (var field : match.fields()) {
      if (MAPS.contains(field.name())) {
        for (var entry : field.fields()) {
          others.put(field.name() + " " + entry.name(), Canonical.text(entry.node()));
        }
      } else if (!NO_CONDITIONS.contains(field.name()) && !field.name().equals("ignoreUriCase")) {
        others.put(field.name(), Canonical.text(field.node()));
      }
    }
    return new HttpConditions(
        folded(uri.at("prefix").text(), ignoresCase),
        folded(uri.at("exact").text(), ignoresCase),
        ignoresCase,
        others,
        canonical(match));
  }

  private static String folded(String path, boolean ignoresCase) {
    return ignoresCase ? path.toLowerCase(Locale.ROOT) : path;
  }

  /** All conditions of a match of any protocol in one text. */
  static String canonical(Part match) {
    var text = new StringBuilder();
    match.fields().stream()
        .filter(field -> !field.name().equals("name"))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .forEach(
            field -> text.append(field.name()).append(Canonical.text(field.node())).append('\n'));
    return text.toString();
  }

  /** What every matched path begins with. */
  String pathStart() {
    return exact.isEmpty() ? prefix.isEmpty() ? "/" : prefix : exact;
  }

  /** Whether this prefix takes every request that the later conditions would match. */
  boolean covers(HttpConditions later) {
    return ignoresCase == later.ignoresCase
        && !prefix.equals(later.prefix)
        && later.pathStart().startsWith(prefix)
        && later.others.entrySet().containsAll(others.entrySet());
  }
}
