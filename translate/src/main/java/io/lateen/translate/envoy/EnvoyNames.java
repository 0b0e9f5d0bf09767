// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.envoy;

/**
 * Names that Envoy itself gives a meaning (Envoy: docs/root/configuration, source/extensions
 * well-known names). Only extensions of the stock, non-contrib binary appear here.
 */
public final class EnvoyNames {

  // Network filters.
  public static final String HTTP_CONNECTION_MANAGER =
      "envoy.filters.network.http_connection_manager";
  public static final String SNI_FORWARD_PROXY = "envoy.filters.network.sni_dynamic_forward_proxy";
  public static final String TCP_PROXY = "envoy.filters.network.tcp_proxy";
  public static final String NETWORK_RBAC = "envoy.filters.network.rbac";
  public static final String NETWORK_EXT_AUTHZ = "envoy.filters.network.ext_authz";

  // HTTP filters.
  public static final String HTTP_RBAC = "envoy.filters.http.rbac";
  public static final String HTTP_EXT_AUTHZ = "envoy.filters.http.ext_authz";
  public static final String JWT_AUTHN = "envoy.filters.http.jwt_authn";
  public static final String GRPC_STATS = "envoy.filters.http.grpc_stats";
  public static final String GRPC_WEB = "envoy.filters.http.grpc_web";
  public static final String FAULT = "envoy.filters.http.fault";
  public static final String CORS = "envoy.filters.http.cors";
  public static final String STATEFUL_SESSION = "envoy.filters.http.stateful_session";
  public static final String LOCAL_RATE_LIMIT = "envoy.filters.http.local_ratelimit";
  public static final String ROUTER = "envoy.filters.http.router";
  public static final String HTTP_SET_FILTER_STATE = "envoy.filters.http.set_filter_state";

  public static final String HTTP_FORWARD_PROXY = "envoy.filters.http.dynamic_forward_proxy";

  // Listener filters.
  public static final String ORIGINAL_DST = "envoy.filters.listener.original_dst";
  public static final String ORIGINAL_SRC = "envoy.filters.listener.original_src";
  public static final String TLS_INSPECTOR = "envoy.filters.listener.tls_inspector";
  public static final String HTTP_INSPECTOR = "envoy.filters.listener.http_inspector";
  public static final String PROXY_PROTOCOL = "envoy.filters.listener.proxy_protocol";

  // Transport sockets.
  public static final String TLS_SOCKET = "envoy.transport_sockets.tls";
  public static final String PROXY_PROTOCOL_SOCKET =
      "envoy.transport_sockets.upstream_proxy_protocol";
  public static final String RAW_SOCKET = "envoy.transport_sockets.raw_buffer";

  /** Value of a filter chain's transport_protocol for TLS, as tls_inspector reports it. */
  public static final String TRANSPORT_TLS = "tls";

  /** Value of a filter chain's transport_protocol for anything but TLS. */
  public static final String TRANSPORT_RAW = "raw_buffer";

  // Access loggers.
  public static final String FILE_LOG = "envoy.access_loggers.file";
  public static final String OPEN_TELEMETRY_LOG = "envoy.access_loggers.open_telemetry";
  public static final String HTTP_GRPC_LOG = "envoy.access_loggers.http_grpc";
  public static final String TCP_GRPC_LOG = "envoy.access_loggers.tcp_grpc";

  // Retry extensions, request ids, clusters.
  public static final String RETRY_PREVIOUS_HOSTS = "envoy.retry_host_predicates.previous_hosts";
  public static final String RETRY_PREVIOUS_PRIORITIES =
      "envoy.retry_priorities.previous_priorities";
  public static final String FORWARD_PROXY_CLUSTER = "envoy.clusters.dynamic_forward_proxy";
  public static final String DNS_CLUSTER = "envoy.clusters.dns";
  public static final String CARES_RESOLVER = "envoy.network.dns_resolver.cares";
  public static final String HTTP_PROTOCOL_OPTIONS =
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

  /** Endpoint metadata that transport_socket_matches looks at. */
  public static final String TRANSPORT_SOCKET_MATCH = "envoy.transport_socket_match";

  /**
   * Filter state that overrides the ALPN list offered to the upstream (Envoy:
   * docs/root/configuration/advanced/well_known_filter_state.rst).
   */
  public static final String UPSTREAM_ALPN_STATE = "envoy.network.application_protocols";

  private EnvoyNames() {}
}
