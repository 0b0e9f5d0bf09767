// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.lateen.translate.envoy.EnvoyNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Translated listeners on loopback, an address each. What decides about requests stays as it is:
 * chains, their matches and filters. Instead of the application a fixed answer stands behind them,
 * connections say by the PROXY protocol where they wanted to go, keys are inline.
 *
 * @param port of all listeners
 * @param application port on loopback of a real server in place of the fixed answer
 */
record Stage(Identities identities, int port, Optional<Integer> application) {

  private static final int STATIC_RESOURCES = 2;
  private static final int LISTENERS = 1;
  private static final int CLUSTERS = 2;
  private static final int OK = 200;

  /** A refused connection may not keep its caller waiting. */
  private static final int CLOSING_NANOS = 20_000_000;

  private static final String APPLICATION = "application";
  private static final String ECHO = "envoy.filters.network.echo";

  private static final Set<String> WITHOUT_EFFECT =
      Set.of(EnvoyNames.GRPC_STATS, EnvoyNames.FAULT, EnvoyNames.CORS);

  private static final ListenerFilter PROXY_PROTOCOL =
      ListenerFilter.newBuilder()
          .setName("envoy.filters.listener.proxy_protocol")
          .setTypedConfig(
              typed("envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol"))
          .build();

  /** The loopback address of a listener. */
  static String address(int number) {
    return "127.77." + (number / 250) + "." + (1 + number % 250);
  }

  /** A bootstrap in binary form. */
  byte[] bootstrap(List<Subject> subjects) {
    var listeners = UnknownFieldSet.Field.newBuilder();
    for (int i = 0; i < subjects.size(); i++) {
      listeners.addLengthDelimited(listener(subjects.get(i).inbound(), i).toByteString());
    }
    var provider =
        Cluster.newBuilder()
            .setName(Subject.PROVIDER_CLUSTER)
            .setConnectTimeout(Duration.newBuilder().setSeconds(1))
            .setType(Cluster.DiscoveryType.STATIC)
            .build();
    var clusters = UnknownFieldSet.Field.newBuilder().addLengthDelimited(provider.toByteString());
    application.ifPresent(at -> clusters.addLengthDelimited(behind(at).toByteString()));
    var statics =
        UnknownFieldSet.newBuilder()
            .addField(LISTENERS, listeners.build())
            .addField(CLUSTERS, clusters.build())
            .build();
    return UnknownFieldSet.newBuilder()
        .addField(
            STATIC_RESOURCES,
            UnknownFieldSet.Field.newBuilder().addLengthDelimited(statics.toByteString()).build())
        .build()
        .toByteArray();
  }

  private Listener listener(Listener translated, int number) {
    var listener = translated.toBuilder().clearAccessLog().clearTransparent();
    listener.setName("subject-" + number).setListenerFilters(0, PROXY_PROTOCOL);
    listener.setAddress(
        Address.newBuilder()
            .setSocketAddress(
                SocketAddress.newBuilder().setAddress(address(number)).setPortValue(port)));
    listener.getFilterChainsBuilderList().forEach(this::chain);
    if (listener.hasDefaultFilterChain()) {
      chain(listener.getDefaultFilterChainBuilder());
    }
    return listener.build();
  }

  private void chain(FilterChain.Builder chain) {
    for (var filter : chain.getFiltersBuilderList()) {
      if (filter.getTypedConfig().is(HttpConnectionManager.class)) {
        filter.setTypedConfig(Any.pack(manager(filter.getTypedConfig())));
      } else if (filter.getTypedConfig().is(TcpProxy.class)) {
        filter.setName(ECHO).setTypedConfig(typed("envoy.extensions.filters.network.echo.v3.Echo"));
      }
    }
    if (chain.getTransportSocket().getTypedConfig().is(DownstreamTlsContext.class)) {
      chain
          .getTransportSocketBuilder()
          .setTypedConfig(Any.pack(encryption(chain.getTransportSocket().getTypedConfig())));
    }
  }

  private HttpConnectionManager manager(Any translated) {
    var written = unpack(translated, HttpConnectionManager.class);
    return written.toBuilder()
        .clearAccessLog()
        .clearTracing()
        .clearHttpFilters()
        .addAllHttpFilters(written.getHttpFiltersList().stream().filter(Stage::mayDecide).toList())
        .clearForwardClientCertDetails()
        .clearSetCurrentClientCertDetails()
        .setGenerateRequestId(BoolValue.of(false))
        .setDelayedCloseTimeout(Duration.newBuilder().setNanos(CLOSING_NANOS))
        .setRouteConfig(
            RouteConfiguration.newBuilder()
                .addVirtualHosts(
                    VirtualHost.newBuilder().setName("all").addDomains("*").addRoutes(route())))
        .build();
  }

  /** Counting calls and what an application's routes may ask for changes no answer here. */
  private static boolean mayDecide(HttpFilter filter) {
    return !WITHOUT_EFFECT.contains(filter.getName());
  }

  private Route route() {
    var route = Route.newBuilder().setMatch(RouteMatch.newBuilder().setPrefix("/"));
    return application.isPresent()
        ? route.setRoute(RouteAction.newBuilder().setCluster(APPLICATION)).build()
        : route.setDirectResponse(DirectResponseAction.newBuilder().setStatus(OK)).build();
  }

  private static Cluster behind(int applicationPort) {
    var address =
        Address.newBuilder()
            .setSocketAddress(
                SocketAddress.newBuilder().setAddress("127.0.0.1").setPortValue(applicationPort));
    var endpoint = LbEndpoint.newBuilder().setEndpoint(Endpoint.newBuilder().setAddress(address));
    return Cluster.newBuilder()
        .setName(APPLICATION)
        .setConnectTimeout(Duration.newBuilder().setSeconds(1))
        .setType(Cluster.DiscoveryType.STATIC)
        .setLoadAssignment(
            ClusterLoadAssignment.newBuilder()
                .setClusterName(APPLICATION)
                .addEndpoints(LocalityLbEndpoints.newBuilder().addLbEndpoints(endpoint)))
        .build();
  }

  private DownstreamTlsContext encryption(Any translated) {
    var written = unpack(translated, DownstreamTlsContext.class);
    var common = written.getCommonTlsContext();
    return DownstreamTlsContext.newBuilder()
        .setDisableStatelessSessionResumption(true)
        .setDisableStatefulSessionResumption(true)
        .setRequireClientCertificate(BoolValue.of(written.getRequireClientCertificate().getValue()))
        .setCommonTlsContext(
            CommonTlsContext.newBuilder()
                .setTlsParams(common.getTlsParams())
                .addAllAlpnProtocols(common.getAlpnProtocolsList())
                .addTlsCertificates(
                    TlsCertificate.newBuilder()
                        .setCertificateChain(inline(identities.serverPem()))
                        .setPrivateKey(inline(identities.serverKeyPem())))
                .setValidationContext(
                    CertificateValidationContext.newBuilder()
                        .setTrustedCa(inline(identities.rootPem()))))
        .build();
  }

  private static <T extends com.google.protobuf.Message> T unpack(Any any, Class<T> type) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Any typed(String type) {
    return Any.newBuilder().setTypeUrl("type.googleapis.com/" + type).build();
  }

  private static DataSource inline(String text) {
    return DataSource.newBuilder().setInlineString(text).build();
  }
}
