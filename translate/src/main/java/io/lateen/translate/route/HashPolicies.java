// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import io.lateen.api.networking.ConsistentHash.HashKey;
import io.lateen.translate.envoy.ProtoValues;

/** What of a request picks its host (Istio: core/route/route.go ConsistentHashToHashPolicy). */
final class HashPolicies {

  private HashPolicies() {}

  static HashPolicy of(HashKey key) {
    var policy = HashPolicy.newBuilder();
    switch (key) {
      case HashKey.Header(var name) ->
          policy.setHeader(HashPolicy.Header.newBuilder().setHeaderName(name));
      case HashKey.Cookie cookie -> policy.setCookie(cookie(cookie));
      case HashKey.SourceIp() ->
          policy.setConnectionProperties(
              HashPolicy.ConnectionProperties.newBuilder().setSourceIp(true));
      case HashKey.QueryParameter(var name) ->
          policy.setQueryParameter(HashPolicy.QueryParameter.newBuilder().setName(name));
    }
    return policy.build();
  }

  private static HashPolicy.Cookie cookie(HashKey.Cookie cookie) {
    var policy = HashPolicy.Cookie.newBuilder().setName(cookie.name()).setPath(cookie.path());
    cookie.ttl().map(ProtoValues::duration).ifPresent(policy::setTtl);
    for (var attribute : cookie.attributes()) {
      policy.addAttributes(
          HashPolicy.CookieAttribute.newBuilder()
              .setName(attribute.name())
              .setValue(attribute.value()));
    }
    return policy.build();
  }
}
