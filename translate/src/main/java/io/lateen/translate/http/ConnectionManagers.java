// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.http;

import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.InternalAddressConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathWithEscapedSlashesAction;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.RequestIDExtension;
import io.envoyproxy.envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig;
import io.lateen.api.meshconfig.GatewayTopology.ForwardClientCert;
import io.lateen.api.servicepolicy.RateLimit;
import io.lateen.translate.accesslog.AccessLogs;
import io.lateen.translate.authorization.Access;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.forward.DnsCache;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.servicepolicy.RateLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** HTTP connection managers as Istio sets them up (core/listener_builder.go). */
public final class ConnectionManagers {

  private ConnectionManagers() {}

  /**
   * For requests of the workload.
   *
   * @param routeName the route configuration, got by RDS
   * @param detected whether HTTP was recognized rather than declared
   * @param resolving caches of hosts that the proxy resolves itself
   */
  public static Filter outbound(
      String statPrefix,
      String routeName,
      HttpSettings settings,
      boolean detected,
      List<DnsCache> resolving) {
    return filter(outbound(statPrefix, settings, detected, resolving).setRds(rds(routeName)));
  }

  /** For requests of the workload to hosts that nobody declared, with routes of its own. */
  public static Filter outbound(
      String statPrefix, RouteConfiguration routes, HttpSettings settings, DnsCache resolving) {
    return filter(outbound(statPrefix, settings, false, List.of(resolving)).setRouteConfig(routes));
  }

  private static HttpConnectionManager.Builder outbound(
      String statPrefix, HttpSettings settings, boolean detected, List<DnsCache> resolving) {
    return base(statPrefix, settings, "", AccessLogs.outboundHttp())
        .setProxy100Continue(true)
        .setUseRemoteAddress(ProtoValues.bool(false))
        .addAllHttpFilters(
            HttpFilters.outbound(detected, settings.sessions(), resolving, quiet(settings)));
  }

  /**
   * For requests to the workload; the peer's certificate is told to the application.
   *
   * @param access who may call
   * @param limit how many of those who may call are let in
   * @param http2 whether the port is declared as HTTP/2
   */
  public static Filter inbound(
      String statPrefix,
      RouteConfiguration routes,
      HttpSettings settings,
      Access access,
      Optional<RateLimit> limit,
      AccessLogs.InboundService service,
      boolean http2) {
    var manager =
        base(statPrefix, settings, IstioNames.SERVER_NAME, AccessLogs.inboundHttp(service))
            .setProxy100Continue(true)
            .setUseRemoteAddress(ProtoValues.bool(false))
            .addAllHttpFilters(access.http(false))
            .addAllHttpFilters(limit.map(RateLimits::filter).stream().toList())
            .addAllHttpFilters(HttpFilters.inbound(quiet(settings)))
            .setRouteConfig(routes);
    AddedHeaders.certificates(manager, settings.headers());
    if (http2 && !manager.hasHttp2ProtocolOptions()) {
      manager.setHttp2ProtocolOptions(Http2ProtocolOptions.getDefaultInstance());
    }
    return filter(manager);
  }

  /**
   * For requests that enter the mesh at a gateway.
   *
   * @param access who may call
   * @param topology what is believed of what the client claims
   * @param grpcWeb whether calls of browsers are translated to gRPC
   */
  public static Filter gateway(
      String statPrefix,
      String routeName,
      HttpSettings settings,
      Access access,
      GatewayTopology topology,
      boolean grpcWeb) {
    var forward = topology.clientCertificates();
    var manager =
        base(statPrefix, settings, IstioNames.SERVER_NAME, AccessLogs.outboundHttp())
            .setProxy100Continue(true)
            .setUseRemoteAddress(ProtoValues.bool(true))
            .setXffNumTrustedHops(topology.trustedProxies())
            .setForwardClientCertDetails(AddedHeaders.forwarding(forward))
            .addAllHttpFilters(access.http(true))
            .addAllHttpFilters(HttpFilters.ofGateway(grpcWeb, settings.sessions(), quiet(settings)))
            .setRds(rds(routeName));
    if (!manager.hasHttpProtocolOptions()) {
      manager.setHttpProtocolOptions(Http1ProtocolOptions.getDefaultInstance());
    }
    if (forward == ForwardClientCert.SANITIZE_SET || forward == ForwardClientCert.APPEND_FORWARD) {
      manager.setSetCurrentClientCertDetails(clientCertificate());
    }
    if (!topology.internal().isEmpty()) {
      var internal = InternalAddressConfig.newBuilder();
      topology.internal().forEach(block -> internal.addCidrRanges(ProtoValues.cidr(block)));
      manager.setInternalAddressConfig(internal);
    }
    return filter(manager);
  }

  private static boolean quiet(HttpSettings settings) {
    return AddedHeaders.areQuiet(settings.headers());
  }

  private static HttpConnectionManager.Builder base(
      String statPrefix, HttpSettings settings, String server, AccessLog log) {
    var manager =
        HttpConnectionManager.newBuilder()
            .setStatPrefix(statPrefix)
            .setStreamIdleTimeout(ProtoValues.duration(Duration.ZERO))
            .addUpgradeConfigs(
                HttpConnectionManager.UpgradeConfig.newBuilder().setUpgradeType("websocket"))
            .setRequestIdExtension(requestId())
            .addAccessLog(log);
    AddedHeaders.apply(manager, settings.headers(), server);
    normalize(manager, settings);
    settings.connections().ifPresent(bounds -> ConnectionBounds.apply(manager, bounds));
    return manager;
  }

  private static void normalize(HttpConnectionManager.Builder manager, HttpSettings settings) {
    manager.setPathWithEscapedSlashesAction(PathWithEscapedSlashesAction.KEEP_UNCHANGED);
    switch (settings.normalization()) {
      case NONE -> manager.setNormalizePath(ProtoValues.bool(false));
      case DEFAULT, BASE -> manager.setNormalizePath(ProtoValues.bool(true));
      case MERGE_SLASHES -> manager.setNormalizePath(ProtoValues.bool(true)).setMergeSlashes(true);
      case DECODE_AND_MERGE_SLASHES ->
          manager
              .setNormalizePath(ProtoValues.bool(true))
              .setMergeSlashes(true)
              .setPathWithEscapedSlashesAction(PathWithEscapedSlashesAction.UNESCAPE_AND_FORWARD);
    }
  }

  private static SetCurrentClientCertDetails clientCertificate() {
    return SetCurrentClientCertDetails.newBuilder()
        .setSubject(ProtoValues.bool(true))
        .setUri(true)
        .setDns(true)
        .setCert(true)
        .build();
  }

  private static RequestIDExtension requestId() {
    var config =
        UuidRequestIdConfig.newBuilder()
            .setUseRequestIdForTraceSampling(ProtoValues.bool(true))
            .build();
    return RequestIDExtension.newBuilder().setTypedConfig(Packed.any(config)).build();
  }

  private static Rds rds(String routeName) {
    return Rds.newBuilder()
        .setRouteConfigName(routeName)
        .setConfigSource(
            ConfigSource.newBuilder()
                .setAds(AggregatedConfigSource.getDefaultInstance())
                .setInitialFetchTimeout(ProtoValues.duration(Duration.ZERO))
                .setResourceApiVersion(ApiVersion.V3))
        .build();
  }

  private static Filter filter(HttpConnectionManager.Builder manager) {
    return Filter.newBuilder()
        .setName(EnvoyNames.HTTP_CONNECTION_MANAGER)
        .setTypedConfig(Packed.any(manager.build()))
        .build();
  }
}
