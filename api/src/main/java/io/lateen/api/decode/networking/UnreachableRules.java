// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.StringMatch;
import io.lateen.api.networking.TcpRoute;
import io.lateen.api.networking.TlsRoute;
import io.lateen.api.networking.VirtualService;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Warns about rules and conditions that no traffic can reach, because earlier ones take all of it
 * (pkg/config/validation, analyzeUnreachableHTTPRules).
 */
final class UnreachableRules {

  /** Most prefixes of one object that are compared with each other. */
  private static final int MAX_PREFIXES = 2_000;

  private final ObjectReader in;
  private final String field;

  /** The rules as written; empty until the first warning, which most objects never get. */
  private List<Value> rules = List.of();

  private UnreachableRules(ObjectReader in, String field) {
    this.in = in;
    this.field = field;
  }

  static void report(ObjectReader in, VirtualService spec) {
    new UnreachableRules(in, "http")
        .check(
            spec.http().stream()
                .map(HttpRoute::match)
                .map(matches -> matches.stream().map(HttpMatch::conditions).toList())
                .toList());
    new UnreachableRules(in, "tls").check(spec.tls().stream().map(TlsRoute::match).toList());
    new UnreachableRules(in, "tcp").check(spec.tcp().stream().map(TcpRoute::match).toList());
    new UnreachableRules(in, "http").checkPrefixes(spec.http());
  }

  /** Equal conditions in later rules, and rules after one without conditions. */
  private void check(List<? extends List<?>> conditions) {
    var seen = new HashMap<Object, Integer>();
    var catchAll = -1;
    for (var rule = 0; rule < conditions.size(); rule++) {
      var matches = conditions.get(rule);
      if (matches.isEmpty()) {
        if (catchAll >= 0) {
          warn(rule, "is never reached: only the last rule can do without a match");
        }
        catchAll = rule;
      } else if (catchAll >= 0) {
        warn(rule, "is never reached: rule %d before it matches everything".formatted(catchAll));
      } else {
        checkDuplicates(rule, matches, seen);
      }
    }
  }

  private void checkDuplicates(int rule, List<?> matches, Map<Object, Integer> seen) {
    var duplicates = 0;
    for (var index = 0; index < matches.size(); index++) {
      var earlier = seen.putIfAbsent(matches.get(index), rule);
      if (earlier != null) {
        duplicates++;
        warn(rule, "match %d is the same as one in rule %d".formatted(index, earlier));
      }
    }
    if (duplicates == matches.size()) {
      warn(rule, "is never reached: earlier rules have all of its matches");
    }
  }

  private record PrefixMatch(int rule, int index, String prefix, HttpMatch match) {}

  /** Longer prefixes after shorter ones whose other conditions hold as well. */
  private void checkPrefixes(List<HttpRoute> routes) {
    var earlier = new ArrayList<PrefixMatch>();
    for (var rule = 0; rule < routes.size(); rule++) {
      var matches = routes.get(rule).match();
      for (var index = 0; index < matches.size(); index++) {
        var match = matches.get(index).conditions();
        if (match.uri().orElse(null) instanceof StringMatch.Prefix(var prefix)
            && !prefix.isEmpty()
            && earlier.size() < MAX_PREFIXES) {
          var current = new PrefixMatch(rule, index, prefix, match);
          earlier.stream()
              .filter(before -> covers(before, current))
              .findFirst()
              .ifPresent(before -> warnCovered(before, current));
          earlier.add(current);
        }
      }
    }
  }

  private void warnCovered(PrefixMatch before, PrefixMatch current) {
    warn(
        current.rule(),
        "match %d of prefix %s is never reached: match %d of prefix %s in rule %d takes its traffic"
            .formatted(
                current.index(), current.prefix(), before.index(), before.prefix(), before.rule()));
  }

  private static boolean covers(PrefixMatch before, PrefixMatch current) {
    var wide = before.match();
    var narrow = current.match();
    return !current.prefix().equals(before.prefix())
        && current.prefix().startsWith(before.prefix())
        && covers(wide.scheme(), narrow.scheme())
        && covers(wide.method(), narrow.method())
        && covers(wide.authority(), narrow.authority())
        && (wide.port().isEmpty() || wide.port().equals(narrow.port()))
        && (wide.gateways().isEmpty() || wide.gateways().equals(narrow.gateways()))
        && (wide.sourceNamespace().isEmpty()
            || wide.sourceNamespace().equals(narrow.sourceNamespace()))
        && narrow.sourceLabels().entrySet().containsAll(wide.sourceLabels().entrySet())
        && narrow.headers().entrySet().containsAll(wide.headers().entrySet())
        && narrow.queryParams().entrySet().containsAll(wide.queryParams().entrySet())
        && narrow.withoutHeaders().entrySet().containsAll(wide.withoutHeaders().entrySet());
  }

  /** Whether a condition that may be absent holds whenever the other one does. */
  private static boolean covers(Optional<StringMatch> wide, Optional<StringMatch> narrow) {
    return wide.isEmpty() || wide.equals(narrow);
  }

  private void warn(int rule, String message) {
    if (rules.isEmpty()) {
      rules = in.items(field);
    }
    rules.get(rule).warning(message, "");
  }
}
