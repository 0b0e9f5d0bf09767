// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.config.rbac.v3.SourcedMetadata;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.lateen.translate.envoy.ProtoValues;
import java.util.List;

/** Where a request comes from, as Envoy's principals. */
final class Principals {

  static final Principal ANY = Principal.newBuilder().setAny(true).build();

  private Principals() {}

  static Principal peer(StringMatcher name) {
    return Principal.newBuilder()
        .setAuthenticated(Principal.Authenticated.newBuilder().setPrincipalName(name))
        .build();
  }

  static Principal address(String value) {
    return Principal.newBuilder().setDirectRemoteIp(ProtoValues.cidr(value)).build();
  }

  static Principal clientAddress(String value) {
    return Principal.newBuilder().setRemoteIp(ProtoValues.cidr(value)).build();
  }

  static Principal header(String name, String value) {
    return Principal.newBuilder().setHeader(Permissions.matcher(name, value, false)).build();
  }

  static Principal metadata(MetadataMatcher matcher) {
    return Principal.newBuilder()
        .setSourcedMetadata(SourcedMetadata.newBuilder().setMetadataMatcher(matcher))
        .build();
  }

  static Principal all(List<Principal> ids) {
    return Principal.newBuilder()
        .setAndIds(Principal.Set.newBuilder().addAllIds(ids.isEmpty() ? List.of(ANY) : ids))
        .build();
  }

  static Principal any(List<Principal> ids) {
    return Principal.newBuilder().setOrIds(Principal.Set.newBuilder().addAllIds(ids)).build();
  }

  static Principal not(Principal id) {
    return Principal.newBuilder().setNotId(id).build();
  }
}
