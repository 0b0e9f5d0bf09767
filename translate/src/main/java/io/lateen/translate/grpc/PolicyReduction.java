// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.envoyproxy.envoy.config.rbac.v3.Permission;
import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;

/**
 * One rule of a policy in the terms of gRPC (grpc-java: RbacFilter). A condition that gRPC does not
 * know is taken as met or as not met, whichever lets fewer calls through, and the other way round
 * below a negation.
 */
final class PolicyReduction {

  /** gRPC refuses conditions on headers of its own. */
  private static final String OWN_HEADERS = "grpc-";

  private static final String SCHEME = ":scheme";

  private boolean exact = true;

  /** Whether every condition so far was known. */
  boolean isExact() {
    return exact;
  }

  /**
   * @param met what an unknown condition is taken for
   */
  Permission permission(Permission envoy, boolean met) {
    return switch (envoy.getRuleCase()) {
      case AND_RULES -> {
        var all = Permission.Set.newBuilder();
        envoy.getAndRules().getRulesList().forEach(rule -> all.addRules(permission(rule, met)));
        yield Permission.newBuilder().setAndRules(all).build();
      }
      case OR_RULES -> {
        var any = Permission.Set.newBuilder();
        envoy.getOrRules().getRulesList().forEach(rule -> any.addRules(permission(rule, met)));
        yield Permission.newBuilder().setOrRules(any).build();
      }
      case NOT_RULE ->
          Permission.newBuilder().setNotRule(permission(envoy.getNotRule(), !met)).build();
      case ANY, DESTINATION_IP, DESTINATION_PORT, DESTINATION_PORT_RANGE -> envoy;
      case HEADER -> isKnown(envoy.getHeader()) ? envoy : unknownPermission(met);
      case URL_PATH ->
          MatchReduction.isReadable(envoy.getUrlPath().getPath()) ? envoy : unknownPermission(met);
      case REQUESTED_SERVER_NAME ->
          MatchReduction.isReadable(envoy.getRequestedServerName())
              ? envoy
              : unknownPermission(met);
      default -> unknownPermission(met);
    };
  }

  /**
   * @param met what an unknown condition is taken for
   */
  Principal principal(Principal envoy, boolean met) {
    return switch (envoy.getIdentifierCase()) {
      case AND_IDS -> {
        var all = Principal.Set.newBuilder();
        envoy.getAndIds().getIdsList().forEach(id -> all.addIds(principal(id, met)));
        yield Principal.newBuilder().setAndIds(all).build();
      }
      case OR_IDS -> {
        var any = Principal.Set.newBuilder();
        envoy.getOrIds().getIdsList().forEach(id -> any.addIds(principal(id, met)));
        yield Principal.newBuilder().setOrIds(any).build();
      }
      case NOT_ID -> Principal.newBuilder().setNotId(principal(envoy.getNotId(), !met)).build();
      case ANY, DIRECT_REMOTE_IP, REMOTE_IP -> envoy;
      case AUTHENTICATED ->
          !envoy.getAuthenticated().hasPrincipalName()
                  || MatchReduction.isReadable(envoy.getAuthenticated().getPrincipalName())
              ? envoy
              : unknownPrincipal(met);
      case HEADER -> isKnown(envoy.getHeader()) ? envoy : unknownPrincipal(met);
      default -> unknownPrincipal(met);
    };
  }

  private static boolean isKnown(HeaderMatcher header) {
    return MatchReduction.isReadable(header)
        && !header.getName().startsWith(OWN_HEADERS)
        && !header.getName().equals(SCHEME);
  }

  private Permission unknownPermission(boolean met) {
    exact = false;
    var any = Permission.newBuilder().setAny(true).build();
    return met ? any : Permission.newBuilder().setNotRule(any).build();
  }

  private Principal unknownPrincipal(boolean met) {
    exact = false;
    var any = Principal.newBuilder().setAny(true).build();
    return met ? any : Principal.newBuilder().setNotId(any).build();
  }
}
