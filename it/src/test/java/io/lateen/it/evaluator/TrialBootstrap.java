// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.evaluator;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.lateen.translate.evaluate.EnvoyConfig;
import io.lateen.translate.name.IstioNames;

/**
 * A bootstrap that runs a configuration on loopback: routes move into their listeners, clusters
 * have no endpoint, secrets are inline, and one door for each direction takes connections by the
 * PROXY protocol.
 */
final class TrialBootstrap {

  private static final int STATIC_RESOURCES = 2;
  private static final int LISTENERS = 1;
  private static final int CLUSTERS = 2;
  private static final String DOOR = "door";

  /** PROXY protocol as listener filter, without options. */
  private static final ListenerFilter PROXY_PROTOCOL =
      ListenerFilter.newBuilder()
          .setName("envoy.filters.listener.proxy_protocol")
          .setTypedConfig(
              Any.newBuilder()
                  .setTypeUrl(
                      "type.googleapis.com/envoy.extensions.filters.listener.proxy_protocol.v3"
                          + ".ProxyProtocol"))
          .build();

  private final EnvoyConfig config;
  private final TrialLog log;
  private final TrialCertificates mesh;
  private final TrialCertificates other = TrialCertificates.make();
  private final int outbound;
  private final int inbound;

  TrialBootstrap(
      EnvoyConfig config, TrialLog log, TrialCertificates mesh, int outbound, int inbound) {
    this.config = config;
    this.log = log;
    this.mesh = mesh;
    this.outbound = outbound;
    this.inbound = inbound;
  }

  /** In binary form. */
  byte[] bytes() {
    var listeners = UnknownFieldSet.Field.newBuilder();
    for (var listener : config.listeners().values()) {
      listeners.addLengthDelimited(listener(listener).toByteString());
    }
    if (!config.listeners().containsKey(IstioNames.VIRTUAL_OUTBOUND)) {
      listeners.addLengthDelimited(door().toByteString());
    }
    var clusters = UnknownFieldSet.Field.newBuilder();
    clusters.addLengthDelimited(cluster(DOOR));
    TrialConfig.clusters(config).forEach(name -> clusters.addLengthDelimited(cluster(name)));
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

  private static ByteString cluster(String name) {
    return Cluster.newBuilder()
        .setName(name)
        .setConnectTimeout(Duration.newBuilder().setSeconds(1))
        .setType(Cluster.DiscoveryType.STATIC)
        .build()
        .toByteString();
  }

  private Listener listener(Listener listener) {
    var copy = listener.toBuilder().clearAccessLog().addAccessLog(log.logger("L"));
    copy.setMetadata(TrialLog.named(listener.getName()));
    arriveByDoor(copy);
    copy.getFilterChainsBuilderList().forEach(this::chain);
    if (copy.hasDefaultFilterChain()) {
      chain(copy.getDefaultFilterChainBuilder());
    }
    if (listener.getName().equals(IstioNames.VIRTUAL_OUTBOUND)) {
      copy.setAddress(TrialConfig.loopback(outbound)).addListenerFilters(0, PROXY_PROTOCOL);
    } else if (listener.getName().equals(IstioNames.VIRTUAL_INBOUND)) {
      copy.setAddress(TrialConfig.loopback(inbound)).setListenerFilters(0, PROXY_PROTOCOL);
    } else {
      copy.setBindToPort(BoolValue.of(false)).clearMaxConnectionsToAcceptPerSocketEvent();
    }
    return copy.build();
  }

  /** How connections come from the kernel or from a balancer in front is left out. */
  private static void arriveByDoor(Listener.Builder listener) {
    listener.clearTransparent();
    for (int i = listener.getListenerFiltersCount() - 1; i >= 0; i--) {
      if (listener.getListenerFilters(i).getName().equals(PROXY_PROTOCOL.getName())) {
        listener.removeListenerFilters(i);
      }
    }
  }

  /** Where connections enter that have no listener to be redirected to. */
  private Listener door() {
    return Listener.newBuilder()
        .setName(DOOR)
        .setAddress(TrialConfig.loopback(outbound))
        .setUseOriginalDst(BoolValue.of(true))
        .setMetadata(TrialLog.named(""))
        .addAccessLog(log.logger("L"))
        .addListenerFilters(PROXY_PROTOCOL)
        .addFilterChains(
            FilterChain.newBuilder()
                .addFilters(
                    Filter.newBuilder()
                        .setName("envoy.filters.network.tcp_proxy")
                        .setTypedConfig(
                            Any.pack(
                                TcpProxy.newBuilder()
                                    .setStatPrefix(DOOR)
                                    .setCluster(DOOR)
                                    .build()))))
        .build();
  }

  private void chain(FilterChain.Builder chain) {
    TrialConfig.edit(chain, this::manager);
    for (int i = chain.getFiltersCount() - 1; i >= 0; i--) {
      if (chain.getFilters(i).hasConfigDiscovery()) {
        chain.removeFilters(i); // There is nobody to discover it from.
      }
    }
    for (var filter : chain.getFiltersBuilderList()) {
      if (filter.getTypedConfig().is(TcpProxy.class)) {
        var proxy = TrialConfig.unpack(filter.getTypedConfig(), TcpProxy.class).toBuilder();
        filter.setTypedConfig(
            Any.pack(proxy.clearAccessLog().addAccessLog(log.logger("F")).build()));
      }
    }
    if (chain.getTransportSocket().getTypedConfig().is(DownstreamTlsContext.class)) {
      chain.setTransportSocket(encrypted(chain.getTransportSocket()));
    }
  }

  private void manager(HttpConnectionManager.Builder manager) {
    if (manager.hasRds()) {
      var routes = config.routes().get(manager.getRds().getRouteConfigName());
      manager.setRouteConfig(routes);
    }
    manager
        .clearAccessLog()
        .addAccessLog(log.logger("F"))
        .clearHttpFilters()
        .addHttpFilters(
            HttpFilter.newBuilder()
                .setName("envoy.filters.http.router")
                .setTypedConfig(Any.pack(Router.getDefaultInstance())));
  }

  private TransportSocket encrypted(TransportSocket socket) {
    var written = TrialConfig.unpack(socket.getTypedConfig(), DownstreamTlsContext.class);
    var secrets = written.getCommonTlsContext().getTlsCertificateSdsSecretConfigsList();
    boolean meshed =
        !secrets.isEmpty()
            && secrets.getFirst().getName().equals(IstioNames.SDS_WORKLOAD_CERTIFICATE);
    // Certificates that are not of the mesh are taken to fit, as by the evaluator.
    boolean asks = meshed && written.getRequireClientCertificate().getValue();
    var certificates = meshed ? mesh : other;
    var own =
        CommonTlsContext.newBuilder()
            .addAllAlpnProtocols(written.getCommonTlsContext().getAlpnProtocolsList())
            .addTlsCertificates(
                TlsCertificate.newBuilder()
                    .setCertificateChain(inline(certificates.certificatePem()))
                    .setPrivateKey(inline(certificates.keyPem())));
    if (asks) {
      own.setValidationContext(
          CertificateValidationContext.newBuilder()
              .setTrustedCa(inline(certificates.certificatePem())));
    }
    return socket.toBuilder()
        .setTypedConfig(
            Any.pack(
                DownstreamTlsContext.newBuilder()
                    .setCommonTlsContext(own)
                    .setRequireClientCertificate(BoolValue.of(asks))
                    .build()))
        .build();
  }

  private static DataSource inline(String text) {
    return DataSource.newBuilder().setInlineString(text).build();
  }
}
