// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.rbac.v3.Policy;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import io.lateen.translate.authorization.Authorization;
import io.lateen.translate.authorization.AuthorizationFilters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Policies as a gRPC server enforces them (gRFC A41): the rules that Envoys get, reduced so that
 * what gRPC cannot decide never lets a call through. What an external provider would be asked about
 * is refused.
 *
 * @param rules what refuses first, then what allows; at most one each, and one for each provider
 * @param exact whether they decide as Envoy's would
 */
record ServerRules(List<RBAC> rules, boolean exact) {

  private static final String RULES =
      "type.googleapis.com/"
          + io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.getDescriptor().getFullName();

  static ServerRules of(Authorization authorization) {
    var filters = new AuthorizationFilters(authorization);
    var rules = new ArrayList<RBAC>();
    var external = filters.externalHttp();
    boolean exact = external.isEmpty();
    for (var filter : external) {
      read(filter.getTypedConfig())
          .map(rbac -> rbac.hasRules() ? rbac.getRules() : rbac.getShadowRules())
          .ifPresent(asked -> rules.add(reduced(asked).rules()));
    }
    for (var filter : filters.http()) {
      var rbac = read(filter.getTypedConfig()).orElseThrow();
      if (rbac.hasShadowRules() || rbac.getRules().getAction() == RBAC.Action.LOG) {
        exact = false;
      }
      if (rbac.hasRules() && rbac.getRules().getAction() != RBAC.Action.LOG) {
        var reduced = reduced(rbac.getRules());
        rules.add(reduced.rules());
        exact &= reduced.exact();
      }
    }
    return new ServerRules(List.copyOf(rules), exact);
  }

  private record Reduced(RBAC rules, boolean exact) {}

  private static Reduced reduced(RBAC envoy) {
    boolean allows = envoy.getAction() == RBAC.Action.ALLOW;
    var rules = RBAC.newBuilder().setAction(envoy.getAction());
    boolean exact = true;
    for (var policy : envoy.getPoliciesMap().entrySet()) {
      var reduction = new PolicyReduction();
      var reduced = Policy.newBuilder();
      for (var permission : policy.getValue().getPermissionsList()) {
        reduced.addPermissions(reduction.permission(permission, !allows));
      }
      for (var principal : policy.getValue().getPrincipalsList()) {
        reduced.addPrincipals(reduction.principal(principal, !allows));
      }
      rules.putPolicies(policy.getKey(), reduced.build());
      exact &= reduction.isExact();
    }
    return new Reduced(rules.build(), exact);
  }

  private static Optional<io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC> read(
      Any config) {
    if (!config.getTypeUrl().equals(RULES)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.parseFrom(config.getValue()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("rules that were just written", e);
    }
  }
}
