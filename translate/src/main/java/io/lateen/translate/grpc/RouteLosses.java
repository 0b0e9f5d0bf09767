// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.api.networking.ClaimName;
import io.lateen.api.networking.ConsistentHash;
import io.lateen.api.networking.ConsistentHash.HashKey;
import io.lateen.api.networking.HeaderRules;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpRetry;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.StringMatch;
import io.lateen.translate.route.RoutePlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What of a route gRPC clients do not do, field by field. */
final class RouteLosses {

  private static final String LEFT_OUT = "; the rule is left out for them";

  private final List<Loss> losses = new ArrayList<>();

  private RouteLosses() {}

  /** Everything that a route wants in vain. */
  static List<Loss> of(RoutePlan plan) {
    var found = new RouteLosses();
    switch (plan) {
      case RoutePlan.ToService toService -> {
        toService.hash().ifPresent(found::hash);
        found.lose(toService.session(), "sessionPersistence", "do not keep sessions");
      }
      case RoutePlan.OfRule ofRule -> found.rule(ofRule);
    }
    return List.copyOf(found.losses);
  }

  private void rule(RoutePlan.OfRule plan) {
    plan.match().ifPresent(this::match);
    var rule = plan.rule();
    action(rule);
    headers(rule.headers());
    rule.route().forEach(target -> headers(target.headers()));
    rule.retries().ifPresent(this::retries);
    for (var target : plan.destinations()) {
      target.hash().ifPresent(this::hash);
      lose(target.session(), "sessionPersistence", "do not keep sessions");
    }
  }

  private void action(HttpRoute rule) {
    lose(rule.redirect(), "redirect", "do not follow redirections: calls fail with UNKNOWN");
    if (rule.directResponse().flatMap(answer -> answer.body()).isPresent()) {
      lose("directResponse.body", "show only the status of the answer");
    }
    lose(rule.rewrite(), "rewrite", "do not change paths or hosts of calls");
    lose(rule.corsPolicy(), "corsPolicy", "do not answer for CORS");
    if (rule.mirrors().stream().anyMatch(mirror -> mirror.percentage() > 0)) {
      lose("mirrors", "do not send copies");
    }
  }

  private void headers(HeaderRules headers) {
    if (!headers.request().isEmpty() || !headers.response().isEmpty()) {
      lose("headers", "do not change headers");
    }
  }

  private void match(HttpMatch match) {
    if (!match.queryParams().isEmpty()) {
      lose("match.queryParams", "have no query parameters" + LEFT_OUT);
    }
    lose(match.authority(), "match.authority", "do not show the authority to routes" + LEFT_OUT);
    lose(match.scheme(), "match.scheme", "do not show the scheme to routes" + LEFT_OUT);
    var names = new ArrayList<>(match.headers().keySet());
    names.addAll(match.withoutHeaders().keySet());
    if (names.stream().anyMatch(name -> ClaimName.of(name).isPresent())) {
      lose("match.headers", "verify no tokens" + LEFT_OUT);
    }
    if (names.stream().anyMatch(name -> name.startsWith(":"))) {
      lose("match.headers", "do not show pseudo-headers to routes" + LEFT_OUT);
    }
    if (match.withoutHeaders().size() > MatchReduction.MAX_OPEN_HEADERS) {
      lose(
          "match.withoutHeaders",
          "are asked about at most " + MatchReduction.MAX_OPEN_HEADERS + " of them" + LEFT_OUT);
    }
    patterns(match.uri().stream().toList(), "match.uri");
    patterns(match.headers().values(), "match.headers");
    patterns(match.withoutHeaders().values(), "match.withoutHeaders");
  }

  private void patterns(Collection<StringMatch> matches, String path) {
    for (var match : matches) {
      if (match instanceof StringMatch.Regex(var pattern)
          && !pattern.equals("*")
          && !MatchReduction.isPattern(pattern)) {
        lose(path, "do not read the pattern " + pattern + LEFT_OUT);
      }
    }
  }

  private void retries(HttpRetry retry) {
    if (retry.attempts() <= 0) {
      return;
    }
    lose(retry.perTryTimeout(), "retries.perTryTimeout", "have no time limit for a single try");
    if (retry.retryRemoteLocalities().orElse(false)) {
      lose("retries.retryRemoteLocalities", "do not leave their place to try again");
    }
    var unknown = RetryConditions.unknown(retry.retryOn());
    if (!unknown.isEmpty()) {
      lose("retries.retryOn", "do not try again on " + String.join(", ", unknown));
    }
  }

  private void hash(ConsistentHash hash) {
    switch (hash.key()) {
      case HashKey.Header _ -> {
        // As with Envoy.
      }
      case HashKey.SourceIp() ->
          lose("consistentHash.useSourceIp", "hash the channel, not the address of the caller");
      case HashKey.Cookie _ ->
          lose("consistentHash.httpCookie", "have no cookies: endpoints are chosen at random");
      case HashKey.QueryParameter _ ->
          lose(
              "consistentHash.httpQueryParameterName",
              "have no query parameters: endpoints are chosen at random");
    }
  }

  private void lose(Optional<?> setting, String path, String what) {
    if (setting.isPresent()) {
      lose(path, what);
    }
  }

  private void lose(String path, String what) {
    var loss = new Loss(path, what);
    if (!losses.contains(loss)) {
      losses.add(loss);
    }
  }
}
