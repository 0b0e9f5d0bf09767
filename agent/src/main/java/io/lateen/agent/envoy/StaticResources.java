// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import static io.lateen.agent.envoy.JsonText.object;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The clusters to the agent and the readiness listener, which an Envoy has before any xDS. */
final class StaticResources {

  /** Most connections to the readiness port; a kubelet needs one. */
  static final int MAX_READINESS_CONNECTIONS = 64;

  /** Cluster to the xDS relay; name as in Istio's bootstrap. */
  private static final String XDS = "xds-grpc";

  /** Cluster to the secrets; name as in Istio's bootstrap. */
  private static final String SDS = "sds-grpc";

  /** Cluster to the access log intake. */
  private static final String ALS = "lateen-als";

  /** Cluster to Envoy's own administration interface. */
  private static final String ADMIN = "lateen-admin";

  private static final String TYPE = "type.googleapis.com/";

  private StaticResources() {}

  static Map<String, Object> of(Bootstrap bootstrap) {
    return object(
        "clusters",
        List.of(
            grpcCluster(XDS, bootstrap.agentSocket()),
            grpcCluster(SDS, bootstrap.agentSocket()),
            grpcCluster(ALS, bootstrap.agentSocket()),
            pipeCluster(ADMIN, bootstrap.adminSocket())),
        "listeners",
        List.of(readinessListener()));
  }

  /**
   * The service of the ADS stream. Envoy's own back-off reaches 30 s; an agent that comes back must
   * be found at once.
   */
  static Map<String, Object> adsService() {
    return object(
        "cluster_name",
        XDS,
        "retry_policy",
        object("retry_back_off", object("base_interval", "0.100s", "max_interval", "0.300s")));
  }

  static Map<String, Object> socketAddress(String address, int port) {
    return object("socket_address", object("address", address, "port_value", port));
  }

  private static Map<String, Object> grpcCluster(String name, Path socket) {
    var cluster = pipeCluster(name, socket);
    cluster.put(
        "typed_extension_protocol_options",
        object(
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
            object(
                "@type",
                TYPE + "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
                "explicit_http_config",
                object("http2_protocol_options", object()))));
    return cluster;
  }

  private static Map<String, Object> pipeCluster(String name, Path socket) {
    return object(
        "name",
        name,
        "type",
        "STATIC",
        "connect_timeout",
        "1s",
        "load_assignment",
        object(
            "cluster_name",
            name,
            "endpoints",
            List.of(
                object(
                    "lb_endpoints",
                    List.of(
                        object(
                            "endpoint",
                            object(
                                "address", object("pipe", object("path", socket.toString())))))))));
  }

  /**
   * Answers {@code GET /healthz/ready} with Envoy's own {@code /ready}. Capture is in place before
   * an Envoy starts and Envoy is ready only with its first configuration, so 200 means both.
   */
  private static Map<String, Object> readinessListener() {
    return object(
        "name",
        "readiness",
        "address",
        socketAddress("0.0.0.0", Ports.READINESS),
        "ignore_global_conn_limit",
        true,
        "bypass_overload_manager",
        true,
        "filter_chains",
        List.of(object("filters", List.of(readinessFilter()))));
  }

  private static Map<String, Object> readinessFilter() {
    var type =
        TYPE + "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";
    return object(
        "name",
        "envoy.filters.network.http_connection_manager",
        "typed_config",
        object(
            "@type",
            type,
            "stat_prefix",
            "readiness",
            "common_http_protocol_options",
            object("idle_timeout", "30s"),
            "request_headers_timeout",
            "5s",
            "request_timeout",
            "5s",
            "http_filters",
            List.of(
                object(
                    "name",
                    "envoy.filters.http.router",
                    "typed_config",
                    object("@type", TYPE + "envoy.extensions.filters.http.router.v3.Router"))),
            "route_config",
            readinessRoutes()));
  }

  private static Map<String, Object> readinessRoutes() {
    var onlyGet = object("name", ":method", "string_match", object("exact", "GET"));
    return object(
        "name",
        "readiness",
        "virtual_hosts",
        List.of(
            object(
                "name", "readiness",
                "domains", List.of("*"),
                "routes",
                    List.of(
                        object(
                            "match",
                            object("path", "/healthz/ready", "headers", List.of(onlyGet)),
                            "route",
                            object(
                                "cluster", ADMIN,
                                "prefix_rewrite", "/ready",
                                "timeout", "5s"))))));
  }
}
