// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import io.lateen.api.security.AuthorizationPolicy.Action;
import io.lateen.api.security.AuthorizationRule;
import io.lateen.mesh.access.AccessDecision.Considered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether rules match a request: one source, one operation and all conditions.
 *
 * @param attributes of the request
 */
record RuleMatch(Attributes attributes) {

  Considered of(AccessPolicy policy) {
    var missed = new ArrayList<String>();
    for (int i = 0; i < policy.rules().size(); i++) {
      var misses = misses(policy.rules().get(i), policy);
      if (misses.isEmpty()) {
        return new Considered(policy, OptionalInt.of(i), "rule " + i + " matches");
      }
      missed.add("rule " + i + ": " + misses.get());
    }
    return new Considered(
        policy,
        OptionalInt.empty(),
        missed.isEmpty() ? "it has no rules" : String.join("; ", missed));
  }

  private Optional<String> misses(AuthorizationRule rule, AccessPolicy policy) {
    boolean allows = policy.action() == Action.ALLOW;
    var namespace = policy.key().namespace();
    var all = new ArrayList<List<Attribute>>();
    rule.from().forEach(from -> all.add(attributes.of(from, namespace)));
    rule.to().forEach(to -> all.add(attributes.of(to, allows)));
    var when = rule.when().stream().map(condition -> attributes.of(condition, namespace)).toList();
    all.add(when);
    if (isTcp() && allows && all.stream().flatMap(List::stream).anyMatch(Attribute::ofRequests)) {
      return Optional.of("it speaks of HTTP, which this connection is not");
    }
    return oneOf(rule.from().stream().map(from -> attributes.of(from, namespace)).toList())
        .or(() -> oneOf(rule.to().stream().map(to -> attributes.of(to, allows)).toList()))
        .or(() -> missing(when));
  }

  private boolean isTcp() {
    return attributes.request().http().isEmpty();
  }

  private Optional<String> oneOf(List<List<Attribute>> alternatives) {
    Optional<String> first = Optional.empty();
    for (var alternative : alternatives) {
      var misses = missing(alternative);
      if (misses.isEmpty()) {
        return misses;
      }
      first = first.or(() -> misses);
    }
    return first;
  }

  /**
   * What a connection without HTTP cannot have counts as matching, so that a refusal refuses too
   * much rather than too little (api: AuthorizationPolicy, on DENY and TCP).
   */
  private Optional<String> missing(List<Attribute> attributes) {
    return attributes.stream()
        .filter(one -> !(isTcp() && one.ofRequests()))
        .flatMap(one -> one.misses().stream())
        .findFirst();
  }
}
