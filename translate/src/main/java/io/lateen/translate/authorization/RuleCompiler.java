// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import io.envoyproxy.envoy.config.rbac.v3.Permission;
import io.envoyproxy.envoy.config.rbac.v3.Policy;
import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.lateen.api.security.AuthorizationRule;
import io.lateen.api.security.Condition;
import io.lateen.api.security.Operation;
import io.lateen.api.security.Source;
import io.lateen.api.security.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rules of policies as Envoy's. On a TCP chain nothing is known of requests: a condition on them
 * makes a rule that allows disappear, and is left out of one that refuses, so that the result is
 * never more than the author allowed (Istio: pilot/pkg/security/authz/model/model.go).
 *
 * @param tcp whether the rules are for a TCP chain
 * @param allows whether a match lets the request pass
 */
record RuleCompiler(boolean tcp, boolean allows, TrustDomains trustDomains) {

  /** Matches nothing: what a policy without rules says. */
  static final Policy NEVER =
      Policy.newBuilder()
          .addPermissions(Permissions.not(Permissions.ANY))
          .addPrincipals(Principals.not(Principals.ANY))
          .build();

  /**
   * @param namespace of the policy, for service accounts without one
   * @return empty when the rule cannot match on this chain
   */
  Optional<Policy> compile(AuthorizationRule rule, String namespace) {
    if (tcp && allows && asksForRequests(rule)) {
      return Optional.empty();
    }
    var policy = Policy.newBuilder();
    if (rule.to().isEmpty()) {
      policy.addPermissions(permission(Optional.empty(), rule.when()));
    }
    rule.to().forEach(to -> policy.addPermissions(permission(Optional.of(to), rule.when())));
    if (rule.from().isEmpty()) {
      policy.addPrincipals(principal(Optional.empty(), rule.when(), namespace));
    }
    rule.from()
        .forEach(
            from -> policy.addPrincipals(principal(Optional.of(from), rule.when(), namespace)));
    return Optional.of(policy.build());
  }

  private static boolean asksForRequests(AuthorizationRule rule) {
    return rule.to().stream()
            .anyMatch(
                to -> !to.hosts().isEmpty() || !to.methods().isEmpty() || !to.paths().isEmpty())
        || rule.from().stream().anyMatch(from -> !from.requestPrincipals().isEmpty())
        || rule.when().stream().anyMatch(when -> ConditionKey.of(when.key()).ofRequests());
  }

  private Permission permission(Optional<Operation> operation, List<Condition> conditions) {
    var all = new ArrayList<Permission>();
    operation.ifPresent(
        to -> {
          if (!tcp) {
            permit(all, to.hosts(), Permissions::host);
            permit(all, to.methods(), Permissions::method);
            permit(all, to.paths(), value -> Permissions.path(value, allows));
          }
          permit(all, to.ports(), Permissions::port);
        });
    for (var when : conditions) {
      switch (ConditionKey.of(when.key())) {
        case DESTINATION_IP -> permit(all, when.values(), Permissions::address);
        case DESTINATION_PORT -> permit(all, when.values(), Permissions::port);
        case SERVER_NAME -> permit(all, when.values(), Permissions::serverName);
        case METADATA -> metadata(all, when);
        default -> {
          // A condition on the source.
        }
      }
    }
    return Permissions.all(all);
  }

  private Principal principal(
      Optional<Source> source, List<Condition> conditions, String namespace) {
    var all = new ArrayList<Principal>();
    source.ifPresent(
        from -> {
          peers(all, from.principals());
          accounts(all, from.serviceAccounts(), namespace);
          if (!tcp) {
            tokens(all, from.requestPrincipals());
          }
          identify(all, from.namespaces(), v -> Principals.peer(Patterns.namespace(v)));
          trustDomains(all, from.trustDomains());
          identify(all, from.remoteIpBlocks(), Principals::clientAddress);
          identify(all, from.ipBlocks(), Principals::address);
        });
    for (var when : conditions) {
      condition(all, when, namespace);
    }
    return Principals.all(all);
  }

  private void condition(List<Principal> all, Condition when, String namespace) {
    var key = ConditionKey.of(when.key());
    if (tcp && key.ofRequests()) {
      return;
    }
    switch (key) {
      case SOURCE_IP -> identify(all, when.values(), Principals::address);
      case REMOTE_IP -> identify(all, when.values(), Principals::clientAddress);
      case SOURCE_NAMESPACE ->
          identify(all, when.values(), v -> Principals.peer(Patterns.namespace(v)));
      case SOURCE_PRINCIPAL -> peers(all, when.values());
      case SERVICE_ACCOUNT -> accounts(all, when.values(), namespace);
      case TRUST_DOMAIN -> trustDomains(all, when.values());
      case REQUEST_PRINCIPAL -> tokens(all, when.values());
      case AUDIENCES -> claim(all, List.of("aud"), when.values());
      case PRESENTER -> claim(all, List.of("azp"), when.values());
      case CLAIM -> claim(all, ConditionKey.nested(when.key()), when.values());
      case HEADER -> {
        var header = ConditionKey.nested(when.key()).getFirst();
        identify(all, when.values(), v -> Principals.header(header, v));
      }
      default -> {
        // A condition on the destination.
      }
    }
  }

  private void peers(List<Principal> all, Values values) {
    var renamed =
        new Values(
            trustDomains.principals(values.anyOf()), trustDomains.principals(values.noneOf()));
    identify(all, renamed, v -> Principals.peer(Patterns.principal(v)));
  }

  private static void accounts(List<Principal> all, Values values, String namespace) {
    identify(all, values, v -> Principals.peer(Patterns.serviceAccount(v, namespace)));
  }

  private void trustDomains(List<Principal> all, Values values) {
    var renamed =
        new Values(
            trustDomains.trustDomains(values.anyOf()), trustDomains.trustDomains(values.noneOf()));
    identify(all, renamed, v -> Principals.peer(Patterns.trustDomain(v)));
  }

  private static void tokens(List<Principal> all, Values values) {
    whole(all, values, list -> single(list.stream().map(Claims::principal).toList()));
  }

  private static Principal single(List<Principal> ids) {
    return ids.size() == 1 ? ids.getFirst() : Principals.any(ids);
  }

  private static void claim(List<Principal> all, List<String> claim, Values values) {
    whole(all, values, list -> Principals.metadata(Claims.anyOf(claim, list)));
  }

  /** Metadata of another filter: {@code experimental.envoy.filters.NAME[KEY]}. */
  private static void metadata(List<Permission> all, Condition when) {
    var filter = ConditionKey.filter(when.key());
    var key = ConditionKey.nested(when.key()).getFirst();
    Function<List<String>, Permission> rule =
        values ->
            Permissions.metadata(
                Claims.metadata(
                    filter,
                    key,
                    Claims.either(values.stream().map(RuleCompiler::metadataValue).toList())));
    if (!when.values().anyOf().isEmpty()) {
      all.add(rule.apply(when.values().anyOf()));
    }
    if (!when.values().noneOf().isEmpty()) {
      all.add(Permissions.not(rule.apply(when.values().noneOf())));
    }
  }

  private static io.envoyproxy.envoy.type.matcher.v3.ValueMatcher metadataValue(String value) {
    return value.startsWith("[") && value.endsWith("]")
        ? Claims.element(value.substring(1, value.length() - 1))
        : Claims.text(value);
  }

  private static void permit(
      List<Permission> all, Values values, Function<String, Permission> rule) {
    if (!values.anyOf().isEmpty()) {
      all.add(Permissions.any(values.anyOf().stream().map(rule).toList()));
    }
    if (!values.noneOf().isEmpty()) {
      all.add(Permissions.not(Permissions.any(values.noneOf().stream().map(rule).toList())));
    }
  }

  private static void identify(List<Principal> all, Values values, Function<String, Principal> id) {
    whole(all, values, list -> Principals.any(list.stream().map(id).toList()));
  }

  private static void whole(
      List<Principal> all, Values values, Function<List<String>, Principal> id) {
    if (!values.anyOf().isEmpty()) {
      all.add(id.apply(values.anyOf()));
    }
    if (!values.noneOf().isEmpty()) {
      all.add(Principals.not(id.apply(values.noneOf())));
    }
  }
}
