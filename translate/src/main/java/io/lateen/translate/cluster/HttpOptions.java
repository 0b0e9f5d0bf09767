// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.common.matcher.v3.HttpHeadersMatch;
import io.envoyproxy.envoy.config.common.matcher.v3.MatchPredicate;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.KeepaliveSettings;
import io.envoyproxy.envoy.config.core.v3.UpstreamHttpProtocolOptions;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.lateen.api.networking.H2UpgradePolicy;
import io.lateen.api.networking.HttpPool;
import io.lateen.api.networking.TcpPool;
import io.lateen.mesh.service.Protocol;
import io.lateen.translate.envoy.HeaderCase;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The HTTP side of a cluster: which version it speaks and how long connections live (Istio:
 * core/cluster_builder.go setUpstreamProtocol, core/cluster_traffic_policy.go applyConnectionPool).
 */
final class HttpOptions {

  /** Connections to unknown destinations end after this silence (core/cluster.go). */
  private static final Duration PASSTHROUGH_IDLE = Duration.ofMinutes(5);

  /** Longest wait for the answer to a ping when nothing is said; Envoy insists on one. */
  private static final Duration PING_TIMEOUT = Duration.ofSeconds(20);

  private enum Version {
    HTTP1,
    HTTP2,
    AS_CLIENT
  }

  private final Version version;
  private final ClusterPolicy policy;
  private final Optional<UpstreamHttpProtocolOptions> tls;
  private final boolean keepsHeaderCase;

  private HttpOptions(
      Version version,
      ClusterPolicy policy,
      Optional<UpstreamHttpProtocolOptions> tls,
      boolean keepsHeaderCase) {
    this.version = version;
    this.policy = policy;
    this.tls = tls;
    this.keepsHeaderCase = keepsHeaderCase;
  }

  static HttpOptions outbound(ClusterKey key) {
    return new HttpOptions(
        outboundVersion(key),
        key.policy(),
        tlsOptions(key.tls()),
        keepsHeaderCase(key.protocol(), key.mesh()));
  }

  static HttpOptions inbound(InboundClusterKey key) {
    var version =
        key.policy().http().filter(HttpPool::useClientProtocol).isPresent()
            ? Version.AS_CLIENT
            : declared(key.protocol(), true);
    return new HttpOptions(
        version, key.policy(), Optional.empty(), keepsHeaderCase(key.protocol(), key.mesh()));
  }

  /** For destinations that nobody declared. */
  static Any passthrough(ClusterTls tls, MeshDefaults mesh) {
    var options =
        io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.newBuilder()
            .setCommonHttpProtocolOptions(
                HttpProtocolOptions.newBuilder()
                    .setIdleTimeout(ProtoValues.duration(PASSTHROUGH_IDLE)))
            .setUseDownstreamProtocolConfig(asClient(mesh.keepsHeaderCase()));
    tlsOptions(tls).ifPresent(options::setUpstreamHttpProtocolOptions);
    return Packed.any(options.build());
  }

  private static boolean keepsHeaderCase(Protocol protocol, MeshDefaults mesh) {
    return mesh.keepsHeaderCase() && protocol.isHttpOrAuto();
  }

  boolean isHttp2() {
    return version == Version.HTTP2;
  }

  /** The options; nothing when Envoy's own defaults do. */
  Optional<Any> message() {
    var common = common();
    var errors = errors();
    if (version == Version.HTTP1
        && !keepsHeaderCase
        && common.isEmpty()
        && tls.isEmpty()
        && errors.isEmpty()) {
      return Optional.empty();
    }
    var options = io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.newBuilder();
    switch (version) {
      case HTTP1 ->
          options
              .getExplicitHttpConfigBuilder()
              .setHttpProtocolOptions(HeaderCase.options(keepsHeaderCase));
      case HTTP2 -> options.getExplicitHttpConfigBuilder().setHttp2ProtocolOptions(http2());
      case AS_CLIENT -> options.setUseDownstreamProtocolConfig(asClient(keepsHeaderCase));
    }
    common.ifPresent(options::setCommonHttpProtocolOptions);
    tls.ifPresent(options::setUpstreamHttpProtocolOptions);
    errors.ifPresent(match -> options.getOutlierDetectionBuilder().setErrorMatcher(match));
    return Optional.of(Packed.any(options.build()));
  }

  private static Version outboundVersion(ClusterKey key) {
    var pool = key.policy().http();
    if (pool.filter(HttpPool::useClientProtocol).isPresent()) {
      return Version.AS_CLIENT;
    }
    var declared = declared(key.protocol(), key.sidecar());
    if (declared != Version.HTTP1) {
      return declared;
    }
    boolean upgrade =
        switch (pool.map(HttpPool::h2UpgradePolicy).orElse(H2UpgradePolicy.DEFAULT)) {
          case UPGRADE -> true;
          case DO_NOT_UPGRADE -> false;
          case DEFAULT -> key.mesh().h2Upgrade() && key.protocol().isHttp();
        };
    return upgrade ? Version.HTTP2 : Version.HTTP1;
  }

  private static Version declared(Protocol protocol, boolean sidecar) {
    if (protocol.isHttp2()) {
      return Version.HTTP2;
    }
    return sidecar && protocol == Protocol.AUTO ? Version.AS_CLIENT : Version.HTTP1;
  }

  /** The statuses that count as errors of an endpoint; nothing for those from 500 on. */
  private Optional<MatchPredicate> errors() {
    var codes =
        policy
            .outlierDetection()
            .map(io.lateen.api.networking.OutlierDetection::httpErrorCodes)
            .orElse(List.of());
    if (codes.isEmpty()) {
      return Optional.empty();
    }
    var each = codes.stream().map(HttpOptions::status).toList();
    return Optional.of(
        each.size() == 1
            ? each.getFirst()
            : MatchPredicate.newBuilder()
                .setOrMatch(MatchPredicate.MatchSet.newBuilder().addAllRules(each))
                .build());
  }

  private static MatchPredicate status(int code) {
    var header =
        HeaderMatcher.newBuilder()
            .setName(":status")
            .setStringMatch(StringMatcher.newBuilder().setExact(Integer.toString(code)));
    return MatchPredicate.newBuilder()
        .setHttpResponseHeadersMatch(HttpHeadersMatch.newBuilder().addHeaders(header))
        .build();
  }

  private Optional<HttpProtocolOptions> common() {
    var idle =
        policy
            .http()
            .flatMap(HttpPool::idleTimeout)
            .or(() -> policy.tcp().flatMap(TcpPool::idleTimeout));
    var life = policy.tcp().flatMap(TcpPool::maxConnectionDuration);
    int requests = policy.http().map(HttpPool::maxRequestsPerConnection).orElse(0);
    if (idle.isEmpty() && life.isEmpty() && requests == 0) {
      return Optional.empty();
    }
    var options = HttpProtocolOptions.newBuilder();
    idle.map(ProtoValues::duration).ifPresent(options::setIdleTimeout);
    life.map(ProtoValues::duration).ifPresent(options::setMaxConnectionDuration);
    if (requests > 0) {
      options.setMaxRequestsPerConnection(ProtoValues.uint32(requests));
    }
    return Optional.of(options.build());
  }

  private Http2ProtocolOptions http2() {
    var options = Http2ProtocolOptions.newBuilder();
    policy
        .http()
        .ifPresent(
            pool -> {
              if (pool.maxConcurrentStreams() > 0) {
                options.setMaxConcurrentStreams(ProtoValues.uint32(pool.maxConcurrentStreams()));
              }
              pool.http2KeepAlive().ifPresent(ping -> options.setConnectionKeepalive(ping(ping)));
            });
    return options.build();
  }

  private static KeepaliveSettings ping(HttpPool.Http2KeepAlive keepAlive) {
    var settings = KeepaliveSettings.newBuilder();
    keepAlive.interval().map(ProtoValues::duration).ifPresent(settings::setInterval);
    settings.setTimeout(ProtoValues.duration(keepAlive.timeout().orElse(PING_TIMEOUT)));
    return settings.build();
  }

  private static Optional<UpstreamHttpProtocolOptions> tlsOptions(ClusterTls tls) {
    if (tls instanceof ClusterTls.Originate originate
        && (originate.autoSni() || originate.autoSan())) {
      return Optional.of(
          UpstreamHttpProtocolOptions.newBuilder()
              .setAutoSni(originate.autoSni())
              .setAutoSanValidation(originate.autoSan())
              .build());
    }
    return Optional.empty();
  }

  private static io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          .UseDownstreamHttpConfig
      asClient(boolean keepsHeaderCase) {
    return io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions
        .UseDownstreamHttpConfig.newBuilder()
        .setHttpProtocolOptions(HeaderCase.options(keepsHeaderCase))
        .setHttp2ProtocolOptions(Http2ProtocolOptions.getDefaultInstance())
        .build();
  }
}
