// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.api.meshconfig.SecurityFilters;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecurityGuardTest {

  private static final HttpFilter RBAC = http("rbac", "rbac.v3.RBAC");
  private static final HttpFilter JWT = http("jwt", "jwt_authn.v3.JwtAuthentication");
  private static final HttpFilter LUA = http("lua", "lua.v3.Lua");
  private static final HttpFilter LIMIT = http("limit", "local_ratelimit.v3.LocalRateLimit");
  private static final HttpFilter FAULT = http("fault", "fault.v3.HTTPFault");
  private static final HttpFilter ROUTER = http("router", "router.v3.Router");

  private final SecurityGuard guard =
      new SecurityGuard(SecurityFilters.PROTECT, Set.of("envoy.filters.http.rbac"));

  @Test
  void filtersBehindTheSecurityFiltersAreFree() {
    assertThat(guard.http(List.of(JWT, RBAC, FAULT, ROUTER), List.of(JWT, RBAC, LUA, ROUTER)))
        .isEmpty();
  }

  @Test
  void withoutSecurityFiltersAllIsFree() {
    assertThat(guard.http(List.of(FAULT, ROUTER), List.of(LUA, ROUTER))).isEmpty();
  }

  @Test
  void nothingThatCouldChangeARequestComesBefore() {
    assertThat(guard.http(List.of(JWT, RBAC, ROUTER), List.of(LUA, JWT, RBAC, ROUTER))).isPresent();
    assertThat(guard.http(List.of(JWT, RBAC, ROUTER), List.of(JWT, LUA, RBAC, ROUTER))).isPresent();
    assertThat(guard.http(List.of(JWT, RBAC, ROUTER), List.of(LIMIT, JWT, RBAC, ROUTER))).isEmpty();
  }

  @Test
  void aRateLimitThatWritesHeadersMayNotComeBefore() {
    // Field 10 of LocalRateLimit, a header to add.
    var header = ByteString.copyFrom(new byte[] {0x52, 0});
    var config = LIMIT.getTypedConfig().toBuilder().setValue(header);
    var writing = LIMIT.toBuilder().setTypedConfig(config).build();

    assertThat(guard.http(List.of(RBAC, ROUTER), List.of(writing, RBAC, ROUTER))).isPresent();
  }

  @Test
  void securityFiltersAreNeitherRemovedNorChangedNorMoved() {
    var changed = RBAC.toBuilder().setName("other").build();

    assertThat(guard.http(List.of(RBAC, ROUTER), List.of(ROUTER))).isPresent();
    assertThat(guard.http(List.of(RBAC, ROUTER), List.of(changed, ROUTER))).isPresent();
    assertThat(guard.http(List.of(JWT, RBAC, ROUTER), List.of(RBAC, JWT, ROUTER))).isPresent();
    assertThat(guard.http(List.of(FAULT, RBAC, ROUTER), List.of(RBAC, ROUTER))).isPresent();
  }

  @Test
  void aConnectionManagerMayChangeButNotHowItReadsPaths() {
    var manager =
        HttpConnectionManager.newBuilder()
            .setNormalizePath(ProtoValues.bool(true))
            .addHttpFilters(RBAC)
            .addHttpFilters(ROUTER);
    var before = manager.build();
    var renamed = manager.setStatPrefix("x").build();
    var unnormalized = manager.setNormalizePath(ProtoValues.bool(false)).build();

    assertThat(guard.network(List.of(filter(before)), List.of(filter(renamed)))).isEmpty();
    assertThat(guard.network(List.of(filter(before)), List.of(filter(unnormalized)))).isPresent();
    assertThat(guard.network(List.of(filter(before)), List.of())).isPresent();
  }

  @Test
  void routesDoNotSwitchASecurityFilterOff() {
    var off = Any.newBuilder().setTypeUrl("x").build();
    var guarded =
        Route.newBuilder().putTypedPerFilterConfig("envoy.filters.http.rbac", off).build();
    var free = Route.newBuilder().putTypedPerFilterConfig("mine", off).build();

    assertThat(guard.overrides(Route.getDefaultInstance(), guarded)).isPresent();
    assertThat(guard.overrides(Route.getDefaultInstance(), free)).isEmpty();
  }

  private static Filter filter(HttpConnectionManager manager) {
    return Filter.newBuilder()
        .setName(EnvoyNames.HTTP_CONNECTION_MANAGER)
        .setTypedConfig(Packed.any(manager))
        .build();
  }

  private static HttpFilter http(String name, String type) {
    var url = "type.googleapis.com/envoy.extensions.filters.http." + type;
    return HttpFilter.newBuilder()
        .setName(name)
        .setTypedConfig(Any.newBuilder().setTypeUrl(url))
        .build();
  }
}
