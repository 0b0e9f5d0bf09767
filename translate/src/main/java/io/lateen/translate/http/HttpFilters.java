// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.http;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.extensions.filters.http.grpc_stats.v3.FilterConfig;
import io.envoyproxy.envoy.extensions.filters.http.grpc_web.v3.GrpcWeb;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.forward.DnsCache;
import io.lateen.translate.forward.ForwardProxies;
import io.lateen.translate.servicepolicy.Sessions;
import java.util.ArrayList;
import java.util.List;

/**
 * The filters of every connection manager, in Istio's order (core/listener_builder.go). Fault and
 * CORS are always there although most routes use neither: were they added with the first route that
 * needs them, that edit would replace the listener and drain its connections.
 */
final class HttpFilters {

  /**
   * What a sidecar offers once it has recognized HTTP on a port of unknown protocol: the peer's
   * filter chain for HTTP wants one of Istio's HTTP names. Neither name is negotiated, so the peer
   * tells HTTP/1.1 and HTTP/2 apart by the preface and both work.
   */
  private static final String DETECTED_HTTP_ALPN = "istio-http/1.1,istio";

  private static final HttpFilter GRPC_STATS =
      filter(
          EnvoyNames.GRPC_STATS,
          FilterConfig.newBuilder()
              .setEmitFilterState(true)
              .setStatsForAllMethods(ProtoValues.bool(false))
              .build());
  private static final HttpFilter GRPC_WEB =
      filter(EnvoyNames.GRPC_WEB, GrpcWeb.getDefaultInstance());
  private static final HttpFilter ALPN = filter(EnvoyNames.HTTP_SET_FILTER_STATE, alpnState());
  private static final HttpFilter FAULT = filter(EnvoyNames.FAULT, HTTPFault.getDefaultInstance());
  private static final HttpFilter CORS = filter(EnvoyNames.CORS, Cors.getDefaultInstance());
  private static final HttpFilter ROUTER = filter(EnvoyNames.ROUTER, Router.getDefaultInstance());

  private static final HttpFilter QUIET_ROUTER =
      filter(EnvoyNames.ROUTER, Router.newBuilder().setSuppressEnvoyHeaders(true).build());

  private HttpFilters() {}

  /**
   * Those of a sidecar on the way in.
   *
   * @param quiet whether Envoy's headers about itself are left out
   */
  static List<HttpFilter> inbound(boolean quiet) {
    return chain(false, false, false, List.of(), quiet);
  }

  /**
   * Those of a sidecar on the way out.
   *
   * @param detected whether HTTP was recognized rather than declared
   * @param sessions whether routes may keep sessions on their endpoints
   * @param resolving caches of hosts that the proxy resolves itself
   * @param quiet whether Envoy's headers about itself are left out
   */
  static List<HttpFilter> outbound(
      boolean detected, boolean sessions, List<DnsCache> resolving, boolean quiet) {
    return chain(detected, false, sessions, resolving, quiet);
  }

  /** Those of a gateway's port. */
  static List<HttpFilter> ofGateway(boolean grpcWeb, boolean sessions, boolean quiet) {
    return chain(false, grpcWeb, sessions, List.of(), quiet);
  }

  private static List<HttpFilter> chain(
      boolean detected,
      boolean grpcWeb,
      boolean sessions,
      List<DnsCache> resolving,
      boolean quiet) {
    var filters = new ArrayList<HttpFilter>();
    if (grpcWeb) {
      filters.add(GRPC_WEB);
    }
    filters.add(GRPC_STATS);
    if (detected) {
      filters.add(ALPN);
    }
    filters.add(FAULT);
    filters.add(CORS);
    if (sessions) {
      filters.add(Sessions.FILTER);
    }
    resolving.forEach(cache -> filters.add(ForwardProxies.http(cache)));
    filters.add(quiet ? QUIET_ROUTER : ROUTER);
    return filters;
  }

  private static Message alpnState() {
    var text = DataSource.newBuilder().setInlineString(DETECTED_HTTP_ALPN);
    var value =
        FilterStateValue.newBuilder()
            .setObjectKey(EnvoyNames.UPSTREAM_ALPN_STATE)
            .setFormatString(SubstitutionFormatString.newBuilder().setTextFormatSource(text));
    return io.envoyproxy.envoy.extensions.filters.http.set_filter_state.v3.Config.newBuilder()
        .addOnRequestHeaders(value)
        .build();
  }

  private static HttpFilter filter(String name, Message config) {
    return HttpFilter.newBuilder().setName(name).setTypedConfig(Packed.any(config)).build();
  }
}
