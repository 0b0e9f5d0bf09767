// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.rbac.v3.Permission;
import io.envoyproxy.envoy.config.rbac.v3.Policy;
import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.PathMatcher;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What access rules say of a call (Envoy: source/extensions/filters/common/rbac/engine_impl.cc).
 * What only a server can know, as filter state, meets no condition.
 *
 * @param request absent where only bytes are passed on
 * @param proven whether the caller's certificate was checked
 */
@SuppressWarnings("deprecation") // Istio's rules still use the old spellings.
record AccessRules(Call call, Optional<RequestView> request, boolean proven) {

  /**
   * The verdict.
   *
   * @param policy the policy that decided; empty when none fits
   */
  record Verdict(boolean allowed, String policy) {}

  /** The verdict of one set of rules; absent when they only take note. */
  Optional<Verdict> verdict(RBAC rules) {
    var fitting = fitting(rules.getPoliciesMap());
    return switch (rules.getAction()) {
      case ALLOW -> Optional.of(new Verdict(fitting.isPresent(), fitting.orElse("")));
      case DENY -> Optional.of(new Verdict(fitting.isEmpty(), fitting.orElse("")));
      case LOG, UNRECOGNIZED -> Optional.empty();
    };
  }

  /** Envoy asks them in the order of their names. */
  private Optional<String> fitting(Map<String, Policy> policies) {
    for (var policy : new TreeMap<>(policies).entrySet()) {
      boolean fits =
          policy.getValue().getPermissionsList().stream().anyMatch(this::holds)
              && policy.getValue().getPrincipalsList().stream().anyMatch(this::holds);
      if (fits) {
        return Optional.of(policy.getKey());
      }
    }
    return Optional.empty();
  }

  private boolean holds(Permission rule) {
    return switch (rule.getRuleCase()) {
      case AND_RULES -> rule.getAndRules().getRulesList().stream().allMatch(this::holds);
      case OR_RULES -> rule.getOrRules().getRulesList().stream().anyMatch(this::holds);
      case NOT_RULE -> !holds(rule.getNotRule());
      case ANY -> rule.getAny();
      case HEADER -> header(rule.getHeader());
      case URL_PATH -> path(rule.getUrlPath());
      case DESTINATION_IP -> contains(rule.getDestinationIp(), call.address());
      case DESTINATION_PORT -> rule.getDestinationPort() == call.port();
      case DESTINATION_PORT_RANGE ->
          rule.getDestinationPortRange().getStart() <= call.port()
              && call.port() < rule.getDestinationPortRange().getEnd();
      case METADATA -> metadata(rule.getMetadata());
      case SOURCED_METADATA -> metadata(rule.getSourcedMetadata().getMetadataMatcher());
      case REQUESTED_SERVER_NAME ->
          TextMatch.holds(rule.getRequestedServerName(), call.security().sni());
      case URI_TEMPLATE ->
          request.filter(r -> PathTemplate.holds(rule.getUriTemplate(), r.path())).isPresent();
      case MATCHER, RULE_NOT_SET -> false;
    };
  }

  private boolean holds(Principal id) {
    return switch (id.getIdentifierCase()) {
      case AND_IDS -> id.getAndIds().getIdsList().stream().allMatch(this::holds);
      case OR_IDS -> id.getOrIds().getIdsList().stream().anyMatch(this::holds);
      case NOT_ID -> !holds(id.getNotId());
      case ANY -> id.getAny();
      case AUTHENTICATED -> authenticated(id.getAuthenticated());
      case SOURCE_IP -> contains(id.getSourceIp(), call.source().address());
      case DIRECT_REMOTE_IP -> contains(id.getDirectRemoteIp(), call.source().address());
      case REMOTE_IP -> contains(id.getRemoteIp(), call.source().address());
      case HEADER -> header(id.getHeader());
      case URL_PATH -> path(id.getUrlPath());
      case METADATA -> metadata(id.getMetadata());
      case SOURCED_METADATA -> metadata(id.getSourcedMetadata().getMetadataMatcher());
      case FILTER_STATE, CUSTOM, IDENTIFIER_NOT_SET -> false;
    };
  }

  private boolean authenticated(Principal.Authenticated wanted) {
    return proven
        && (!wanted.hasPrincipalName()
            || TextMatch.holds(wanted.getPrincipalName(), call.source().principal()));
  }

  private boolean header(HeaderMatcher matcher) {
    return request
        .filter(seen -> HeaderMatch.holds(matcher, seen.header(matcher.getName())))
        .isPresent();
  }

  private boolean path(PathMatcher matcher) {
    return request.filter(seen -> TextMatch.holds(matcher.getPath(), seen.path())).isPresent();
  }

  private boolean metadata(MetadataMatcher matcher) {
    return request.filter(seen -> MetadataMatch.holds(matcher, seen.metadata())).isPresent();
  }

  private static boolean contains(CidrRange range, String address) {
    return Cidr.address(address).filter(ip -> Cidr.contains(range, ip)).isPresent();
  }
}
