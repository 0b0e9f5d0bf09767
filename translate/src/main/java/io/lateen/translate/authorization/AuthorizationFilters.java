// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.api.security.AuthorizationPolicy.Action;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The filters that enforce policies, in the order in which Istio decides: external providers, then
 * audit, refusal, permission (Istio: pilot/pkg/security/authz/builder).
 */
public final class AuthorizationFilters {

  private static final List<Action> ACTIONS = List.of(Action.AUDIT, Action.DENY, Action.ALLOW);
  private static final String TCP_STATS = "tcp.";
  private static final String DRY_RUN_ALLOW = "istio_dry_run_allow_";
  private static final String DRY_RUN_DENY = "istio_dry_run_deny_";
  private static final String BAD_PROVIDER = "-deny-due-to-bad-CUSTOM-action";

  private final Authorization authorization;

  public AuthorizationFilters(Authorization authorization) {
    this.authorization = authorization;
  }

  /** The filters of a connection manager that ask external providers; they come first. */
  public List<HttpFilter> externalHttp() {
    var filters = new ArrayList<HttpFilter>();
    for (var provider : providers()) {
      var known = Optional.ofNullable(authorization.authorizers().get(provider));
      if (known.isEmpty() || isAmbiguous()) {
        filters.add(http(EnvoyNames.HTTP_RBAC, httpRules(refusal(provider, false))));
      } else {
        filters.add(http(EnvoyNames.HTTP_RBAC, httpGate(provider)));
        filters.add(
            http(EnvoyNames.HTTP_EXT_AUTHZ, ExternalAuthorization.http(known.get(), provider)));
      }
    }
    return filters;
  }

  /** The filters of a connection manager that decide by rules. */
  public List<HttpFilter> http() {
    var filters = new ArrayList<HttpFilter>();
    for (var action : ACTIONS) {
      if (has(action)) {
        var rbac =
            io.envoyproxy
                .envoy
                .extensions
                .filters
                .http
                .rbac
                .v3
                .RBAC
                .newBuilder()
                .setShadowRulesStatPrefix(shadowPrefix(action));
        rules(action, false, false).ifPresent(rbac::setRules);
        rules(action, false, true).ifPresent(rbac::setShadowRules);
        filters.add(http(EnvoyNames.HTTP_RBAC, rbac.build()));
      }
    }
    return filters;
  }

  /** The filters of a TCP chain. */
  public List<Filter> tcp() {
    var filters = new ArrayList<Filter>();
    for (var provider : providers()) {
      var known = Optional.ofNullable(authorization.authorizers().get(provider));
      if (known.isEmpty() || isAmbiguous()) {
        filters.add(
            tcp(EnvoyNames.NETWORK_RBAC, tcpRules().setRules(refusal(provider, true)).build()));
        continue;
      }
      ExternalAuthorization.tcp(known.get(), provider)
          .ifPresent(
              ask -> {
                filters.add(tcp(EnvoyNames.NETWORK_RBAC, tcpGate(provider)));
                filters.add(tcp(EnvoyNames.NETWORK_EXT_AUTHZ, ask));
              });
    }
    for (var action : ACTIONS) {
      if (has(action)) {
        var rbac = tcpRules().setShadowRulesStatPrefix(shadowPrefix(action));
        rules(action, true, false).ifPresent(rbac::setRules);
        rules(action, true, true).ifPresent(rbac::setShadowRules);
        filters.add(tcp(EnvoyNames.NETWORK_RBAC, rbac.build()));
      }
    }
    return filters;
  }

  private boolean has(Action action) {
    return authorization.policies().stream().anyMatch(policy -> policy.action() == action);
  }

  /** Providers in the order of their names. */
  private TreeSet<String> providers() {
    var names = new TreeSet<String>();
    authorization.policies().stream()
        .filter(policy -> policy.action() == Action.CUSTOM)
        .forEach(policy -> names.add(policy.provider()));
    return names;
  }

  /** One workload asks one provider, as in Istio; of several none can be trusted to be meant. */
  private boolean isAmbiguous() {
    return providers().size() > 1;
  }

  /** Only Envoy's rules for refusal have a prefix of their own. */
  private String shadowPrefix(Action action) {
    var dryRun =
        authorization.policies().stream()
            .anyMatch(policy -> policy.action() == action && policy.dryRun());
    if (!dryRun) {
      return DRY_RUN_ALLOW;
    }
    return switch (action) {
      case DENY -> DRY_RUN_DENY;
      case ALLOW -> DRY_RUN_ALLOW;
      default -> "";
    };
  }

  /** The rules of the policies with an action; empty when there is no such policy. */
  private Optional<RBAC> rules(Action action, boolean tcp, boolean dryRun) {
    var policies =
        authorization.policies().stream()
            .filter(policy -> policy.action() == action && policy.dryRun() == dryRun)
            .toList();
    return policies.isEmpty()
        ? Optional.empty()
        : Optional.of(rbac(policies, envoyAction(action), tcp, ""));
  }

  private RBAC refusal(String provider, boolean tcp) {
    return rbac(custom(provider, false), RBAC.Action.DENY, tcp, BAD_PROVIDER);
  }

  private List<AppliedPolicy> custom(String provider, boolean dryRun) {
    return authorization.policies().stream()
        .filter(policy -> policy.action() == Action.CUSTOM && policy.provider().equals(provider))
        .filter(policy -> policy.dryRun() == dryRun)
        .toList();
  }

  private RBAC rbac(List<AppliedPolicy> policies, RBAC.Action action, boolean tcp, String suffix) {
    var rules = RBAC.newBuilder().setAction(action);
    var compiler = new RuleCompiler(tcp, action == RBAC.Action.ALLOW, authorization.trustDomains());
    for (var policy : policies) {
      if (policy.rules().isEmpty()) {
        rules.putPolicies(policy.ruleName(0) + suffix, RuleCompiler.NEVER);
      }
      for (int i = 0; i < policy.rules().size(); i++) {
        var name = policy.ruleName(i) + suffix;
        compiler
            .compile(policy.rules().get(i), policy.namespace())
            .ifPresent(compiled -> rules.putPolicies(name, compiled));
      }
    }
    return rules.build();
  }

  private static RBAC.Action envoyAction(Action action) {
    return switch (action) {
      case ALLOW -> RBAC.Action.ALLOW;
      case AUDIT -> RBAC.Action.LOG;
      case DENY, CUSTOM -> RBAC.Action.DENY;
    };
  }

  /** Notes which policies of a provider match; the provider is asked when one does. */
  private Message httpGate(String provider) {
    var gate =
        io.envoyproxy
            .envoy
            .extensions
            .filters
            .http
            .rbac
            .v3
            .RBAC
            .newBuilder()
            .setShadowRules(rbac(custom(provider, false), RBAC.Action.DENY, false, ""))
            .setShadowRulesStatPrefix(ExternalAuthorization.STAT_PREFIX);
    return gate.build();
  }

  private Message tcpGate(String provider) {
    return tcpRules()
        .setShadowRules(rbac(custom(provider, false), RBAC.Action.DENY, true, ""))
        .setShadowRulesStatPrefix(ExternalAuthorization.STAT_PREFIX)
        .build();
  }

  private static Message httpRules(RBAC rules) {
    return io.envoyproxy
        .envoy
        .extensions
        .filters
        .http
        .rbac
        .v3
        .RBAC
        .newBuilder()
        .setRules(rules)
        .build();
  }

  private static io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC.Builder tcpRules() {
    return io.envoyproxy
        .envoy
        .extensions
        .filters
        .network
        .rbac
        .v3
        .RBAC
        .newBuilder()
        .setStatPrefix(TCP_STATS);
  }

  private static HttpFilter http(String name, Message config) {
    return HttpFilter.newBuilder().setName(name).setTypedConfig(Packed.any(config)).build();
  }

  private static Filter tcp(String name, Message config) {
    return Filter.newBuilder().setName(name).setTypedConfig(Packed.any(config)).build();
  }
}
