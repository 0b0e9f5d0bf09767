// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.servicepolicy;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.filters.http.stateful_session.v3.StatefulSession;
import io.envoyproxy.envoy.extensions.filters.http.stateful_session.v3.StatefulSessionPerRoute;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.http.stateful_session.cookie.v3.CookieBasedSessionState;
import io.envoyproxy.envoy.extensions.http.stateful_session.header.v3.HeaderBasedSessionState;
import io.envoyproxy.envoy.type.http.v3.Cookie;
import io.lateen.api.servicepolicy.SessionPersistence;
import io.lateen.api.servicepolicy.SessionPersistence.Carrier;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;

/** Sessions that stay on their endpoint, by Envoy's filter {@code stateful_session}. */
public final class Sessions {

  private static final String COOKIE = "envoy.http.stateful_session.cookie";
  private static final String HEADER = "envoy.http.stateful_session.header";

  /** In the chain: without a state it does nothing, except where a route brings one. */
  public static final HttpFilter FILTER =
      HttpFilter.newBuilder()
          .setName(EnvoyNames.STATEFUL_SESSION)
          .setTypedConfig(Packed.any(StatefulSession.getDefaultInstance()))
          .build();

  private Sessions() {}

  /** Whether the settings of one of the services keep sessions. */
  public static boolean keptByAny(Iterable<ServiceSettings> settings) {
    for (var one : settings) {
      if (one.sessionPersistence().isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** For one route or one of its clusters. */
  public static Any ofRoute(SessionPersistence session) {
    var config =
        StatefulSession.newBuilder()
            .setSessionState(state(session.carrier()))
            .setStrict(session.strict());
    return Packed.any(StatefulSessionPerRoute.newBuilder().setStatefulSession(config).build());
  }

  private static TypedExtensionConfig state(Carrier carrier) {
    return switch (carrier) {
      case Carrier.Cookie(var name, var path, var ttl) ->
          state(
              COOKIE,
              CookieBasedSessionState.newBuilder()
                  .setCookie(
                      Cookie.newBuilder()
                          .setName(name)
                          .setPath(path)
                          .setTtl(ProtoValues.duration(ttl)))
                  .build());
      case Carrier.Header(var name) ->
          state(HEADER, HeaderBasedSessionState.newBuilder().setName(name).build());
    };
  }

  private static TypedExtensionConfig state(String name, Message config) {
    return TypedExtensionConfig.newBuilder()
        .setName(name)
        .setTypedConfig(Packed.any(config))
        .build();
  }
}
