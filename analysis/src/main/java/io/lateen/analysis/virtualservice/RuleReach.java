// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.virtualservice;

import io.lateen.analysis.Code;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules of a VirtualService that no traffic reaches, because earlier ones of the same
 * VirtualService take all of it (istio/istio pkg/config/validation, analyzeUnreachableHTTPRules).
 * Beyond Istio, a wide prefix also covers exact paths and other conditions behind it.
 */
public final class RuleReach {

  /**
   * A rule or condition that is never used.
   *
   * @param rule the rule
   * @param at the rule or the condition
   */
  public record Unreached(Code code, Part rule, Part at, String message) {}

  private final List<Unreached> found = new ArrayList<>();

  private RuleReach() {}

  /** What is never used. */
  public static List<Unreached> of(AnalyzedDocument routes) {
    var reach = new RuleReach();
    for (var protocol : List.of("http", "tcp", "tls")) {
      reach.checkEqual(routes.spec(protocol).items());
    }
    reach.checkCovered(routes.spec("http").items());
    return List.copyOf(reach.found);
  }

  /** Equal conditions in later rules, and rules after one without conditions. */
  private void checkEqual(List<Part> rules) {
    var seen = new HashMap<String, String>();
    var openRule = "";
    for (var rule : rules) {
      var matches = rule.at("match").items();
      if (matches.isEmpty()) {
        if (!openRule.isEmpty()) {
          unreachable(rule, "only the last rule can have no matches");
        }
        openRule = name(rule);
      } else if (!openRule.isEmpty()) {
        unreachable(rule, "route without matches defined before, in rule " + openRule);
      } else if (countDuplicates(rule, matches, seen) == matches.size()) {
        unreachable(rule, "all matches used by prior rules");
      }
    }
  }

  private int countDuplicates(Part rule, List<Part> matches, Map<String, String> seen) {
    var duplicates = 0;
    for (var match : matches) {
      var earlier = seen.putIfAbsent(HttpConditions.canonical(match), name(rule));
      if (earlier != null) {
        duplicates++;
        ineffective(rule, match, name(match), "duplicate/overlapping match in rule " + earlier);
      }
    }
    return duplicates;
  }

  private record Wide(Part rule, HttpConditions conditions) {}

  /** Conditions behind a prefix that covers their paths, all else being equal or narrower. */
  private void checkCovered(List<Part> rules) {
    Map<String, List<Wide>> prefixes = new HashMap<>();
    var seen = new HashSet<String>();
    for (var rule : rules) {
      for (var match : rule.at("match").items()) {
        var conditions = HttpConditions.of(match);
        if (!seen.add(conditions.text())) {
          continue;
        }
        var covering = firstCovering(conditions, prefixes);
        if (covering != null) {
          covered(rule, match, conditions, covering);
        }
        if (!conditions.prefix().isEmpty()) {
          prefixes
              .computeIfAbsent(conditions.prefix(), key -> new ArrayList<>())
              .add(new Wide(rule, conditions));
        }
      }
    }
  }

  private static @Nullable Wide firstCovering(
      HttpConditions conditions, Map<String, List<Wide>> prefixes) {
    var path = conditions.pathStart();
    for (var length = 1; length <= path.length(); length++) {
      for (var wide : prefixes.getOrDefault(path.substring(0, length), List.of())) {
        if (wide.conditions().covers(conditions)) {
          return wide;
        }
      }
    }
    return null;
  }

  private void covered(Part rule, Part match, HttpConditions conditions, Wide wide) {
    var before = wide.conditions();
    if (!conditions.prefix().isEmpty()) {
      ineffective(
          rule,
          match,
          "%s of prefix %s".formatted(name(match), conditions.prefix()),
          "duplicate/overlapping match in rule %s of prefix %s"
              .formatted(name(wide.rule()), before.prefix()));
      return;
    }
    found.add(
        new Unreached(
            Code.SHADOWED_ROUTE,
            rule,
            match,
            "Rule %s match %s is never reached: rule %s takes all paths that begin with %s"
                .formatted(name(rule), name(match), name(wide.rule()), before.prefix())));
  }

  private void unreachable(Part rule, String reason) {
    var message = "VirtualService rule %s not used (%s)".formatted(name(rule), reason);
    found.add(new Unreached(Code.UNREACHABLE_RULE, rule, rule, message));
  }

  private void ineffective(Part rule, Part match, String which, String reason) {
    var message =
        "VirtualService rule %s match %s is not used (%s)".formatted(name(rule), which, reason);
    found.add(new Unreached(Code.INEFFECTIVE_MATCH, rule, match, message));
  }

  /** The name of a rule or condition in quotes, or its index. */
  private static String name(Part part) {
    var name = part.at("name").text();
    return name.isEmpty() ? "#" + part.name() : "\"" + name + "\"";
  }
}
