// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.access;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.rbac.v3.Permission;
import io.envoyproxy.envoy.config.rbac.v3.Policy;
import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;

/** Listeners with a mistake in their rules for requests: what the comparison has to find. */
record Mistaken(PoliciesAgreeTest.Mistake mistake) {

  Listener listener(Listener right) {
    var wrong = right.toBuilder();
    wrong.getFilterChainsBuilderList().forEach(this::chain);
    return wrong.build();
  }

  private void chain(FilterChain.Builder chain) {
    for (var filter : chain.getFiltersBuilderList()) {
      if (filter.getTypedConfig().is(HttpConnectionManager.class)) {
        var manager = unpack(filter.getTypedConfig(), HttpConnectionManager.class).toBuilder();
        for (var http : manager.getHttpFiltersBuilderList()) {
          if (http.getTypedConfig().is(RBAC.class)) {
            var rules = unpack(http.getTypedConfig(), RBAC.class).toBuilder();
            rules
                .getRulesBuilder()
                .getPoliciesMap()
                .forEach(
                    (name, policy) -> rules.getRulesBuilder().putPolicies(name, policy(policy)));
            http.setTypedConfig(Any.pack(rules.build()));
          }
        }
        filter.setTypedConfig(Any.pack(manager.build()));
      }
    }
  }

  private Policy policy(Policy right) {
    var wrong = right.toBuilder().clearPermissions().clearPrincipals();
    right.getPermissionsList().forEach(one -> wrong.addPermissions(permission(one)));
    right.getPrincipalsList().forEach(one -> wrong.addPrincipals(principal(one)));
    return wrong.build();
  }

  private Permission permission(Permission right) {
    var wrong = right.toBuilder();
    switch (right.getRuleCase()) {
      case AND_RULES -> {
        wrong.getAndRulesBuilder().clearRules();
        right
            .getAndRules()
            .getRulesList()
            .forEach(one -> wrong.getAndRulesBuilder().addRules(permission(one)));
      }
      case OR_RULES -> {
        wrong.getOrRulesBuilder().clearRules();
        right
            .getOrRules()
            .getRulesList()
            .forEach(one -> wrong.getOrRulesBuilder().addRules(permission(one)));
      }
      case NOT_RULE -> {
        if (mistake == PoliciesAgreeTest.Mistake.LOST_NEGATIONS) {
          return Permission.newBuilder().setAny(true).build();
        }
      }
      case URL_PATH -> {
        var text = right.getUrlPath().getPath();
        if (mistake == PoliciesAgreeTest.Mistake.BEGINNINGS_FOR_WHOLE_PATHS && text.hasExact()) {
          wrong.getUrlPathBuilder().getPathBuilder().setPrefix(text.getExact());
        }
      }
      default -> {}
    }
    return wrong.build();
  }

  private Principal principal(Principal right) {
    var wrong = right.toBuilder();
    switch (right.getIdentifierCase()) {
      case AND_IDS -> {
        wrong.getAndIdsBuilder().clearIds();
        right
            .getAndIds()
            .getIdsList()
            .forEach(one -> wrong.getAndIdsBuilder().addIds(principal(one)));
      }
      case OR_IDS -> {
        wrong.getOrIdsBuilder().clearIds();
        right
            .getOrIds()
            .getIdsList()
            .forEach(one -> wrong.getOrIdsBuilder().addIds(principal(one)));
      }
      case NOT_ID -> {
        if (mistake == PoliciesAgreeTest.Mistake.LOST_NEGATIONS) {
          return Principal.newBuilder().setAny(true).build();
        }
      }
      default -> {}
    }
    return wrong.build();
  }

  private static <T extends Message> T unpack(Any any, Class<T> type) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
