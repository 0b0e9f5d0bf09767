// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.evaluator;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch.ConnectionSourceType;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilterChainMatchPredicate;
import io.envoyproxy.envoy.extensions.filters.listener.http_inspector.v3.HttpInspector;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathWithEscapedSlashesAction;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.type.v3.Int32Range;
import io.lateen.translate.evaluate.EnvoyConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Listeners with filter chains that overlap in every way that Envoy accepts. */
final class RandomListeners {

  private static final int CLUSTERS = 6;
  private static final int CHAIN_ATTEMPTS = 14;
  private static final List<String> BINDS = List.of("0.0.0.0", "127.9.0.1", "127.9.0.2");

  private final Random random;
  private final List<Listener> listeners = new ArrayList<>();

  RandomListeners(Random random) {
    this.random = random;
  }

  EnvoyConfig config() {
    for (int port : RandomTraffic.PORTS) {
      for (var bind : BINDS) {
        if (bind.equals("0.0.0.0") || random.nextBoolean()) {
          listeners.add(listener(bind, port));
        }
      }
    }
    listeners.add(
        Listener.newBuilder()
            .setName("virtualOutbound")
            .setAddress(address("0.0.0.0", 15_001))
            .setUseOriginalDst(BoolValue.of(true))
            .addFilterChains(chain(FilterChainMatch.getDefaultInstance(), tcp()))
            .build());
    var clusters = new ArrayList<Cluster>();
    for (int i = 0; i < CLUSTERS; i++) {
      clusters.add(Cluster.newBuilder().setName("c" + i).build());
    }
    return EnvoyConfig.of(listeners, List.of(), clusters, List.of());
  }

  private Listener listener(String bind, int port) {
    var listener = Listener.newBuilder().setName(bind + "_" + port).setAddress(address(bind, port));
    inspector(listener, TlsInspector.getDefaultInstance(), port);
    inspector(listener, HttpInspector.getDefaultInstance(), port);
    var taken = new HashSet<String>();
    for (int i = 0; i < CHAIN_ATTEMPTS; i++) {
      var match = match();
      var claims = claims(match);
      if (claims.stream().noneMatch(taken::contains)) {
        taken.addAll(claims);
        listener.addFilterChains(chain(match, random.nextInt(4) == 0 ? tcp() : http()));
      }
    }
    if (random.nextBoolean()) {
      listener.setDefaultFilterChain(chain(FilterChainMatch.getDefaultInstance(), http()));
    }
    return listener.build();
  }

  private void inspector(Listener.Builder listener, Message config, int port) {
    int kind = random.nextInt(6);
    if (kind == 0) {
      return;
    }
    var filter =
        ListenerFilter.newBuilder()
            .setName(config.getDescriptorForType().getFullName())
            .setTypedConfig(Any.pack(config));
    if (kind == 1) {
      var range = Int32Range.newBuilder().setStart(port).setEnd(port + 1);
      filter.setFilterDisabled(
          ListenerFilterChainMatchPredicate.newBuilder().setDestinationPortRange(range));
    }
    listener.addListenerFilters(filter);
  }

  private FilterChainMatch match() {
    var match = FilterChainMatch.newBuilder();
    if (random.nextInt(4) == 0) {
      match.setDestinationPort(UInt32Value.of(pick(RandomTraffic.PORTS)));
    }
    if (random.nextInt(4) == 0) {
      match.addPrefixRanges(range("127.9.0.0", pick(List.of(8, 16, 24))));
    }
    if (random.nextInt(3) == 0) {
      match.addServerNames(pick(List.of("a.test", "*.a.test", "*.test", "x.a.test", "b.test")));
    }
    if (random.nextInt(3) == 0) {
      match.setTransportProtocol(pick(List.of("tls", "raw_buffer")));
    }
    if (random.nextInt(3) == 0) {
      match.addApplicationProtocols(pick(List.of("http/1.1", "h2", "h2c", "istio")));
    }
    if (random.nextInt(5) == 0) {
      match.setSourceType(
          pick(List.of(ConnectionSourceType.EXTERNAL, ConnectionSourceType.SAME_IP_OR_LOOPBACK)));
    }
    if (random.nextInt(5) == 0) {
      match.addSourcePrefixRanges(range("10.1.0.0", pick(List.of(8, 16, 24))));
    }
    if (random.nextInt(6) == 0) {
      match.addSourcePorts(40_000 + random.nextInt(2));
    }
    return match.build();
  }

  /** Two chains with one claim in common are refused; every condition here has one value. */
  private static Set<String> claims(FilterChainMatch match) {
    return Set.of(match.toString());
  }

  private FilterChain chain(FilterChainMatch match, Message filter) {
    var chain =
        FilterChain.newBuilder()
            .setFilterChainMatch(match)
            .addFilters(
                Filter.newBuilder()
                    .setName(filter.getDescriptorForType().getFullName())
                    .setTypedConfig(Any.pack(filter)));
    if (random.nextInt(4) == 0) {
      chain.setTransportSocket(encrypted());
    }
    return chain.build();
  }

  /** The mesh's certificate is asked for in return, any other one is not. */
  private TransportSocket encrypted() {
    boolean mesh = random.nextBoolean();
    var secret = SdsSecretConfig.newBuilder().setName(mesh ? "default" : "other");
    var context =
        DownstreamTlsContext.newBuilder()
            .setCommonTlsContext(
                CommonTlsContext.newBuilder().addTlsCertificateSdsSecretConfigs(secret))
            .setRequireClientCertificate(BoolValue.of(mesh))
            .build();
    return TransportSocket.newBuilder()
        .setName("envoy.transport_sockets.tls")
        .setTypedConfig(Any.pack(context))
        .build();
  }

  private TcpProxy tcp() {
    var proxy = TcpProxy.newBuilder().setStatPrefix("t");
    if (random.nextBoolean()) {
      return proxy.setCluster(cluster()).build();
    }
    return proxy
        .setWeightedClusters(
            TcpProxy.WeightedCluster.newBuilder().addClusters(share()).addClusters(share()))
        .build();
  }

  private TcpProxy.WeightedCluster.ClusterWeight share() {
    return TcpProxy.WeightedCluster.ClusterWeight.newBuilder()
        .setName(cluster())
        .setWeight(1 + random.nextInt(9))
        .build();
  }

  private HttpConnectionManager http() {
    return HttpConnectionManager.newBuilder()
        .setStatPrefix("h")
        .setNormalizePath(BoolValue.of(random.nextBoolean()))
        .setMergeSlashes(random.nextBoolean())
        .setPathWithEscapedSlashesAction(
            pick(
                List.of(
                    PathWithEscapedSlashesAction.KEEP_UNCHANGED,
                    PathWithEscapedSlashesAction.UNESCAPE_AND_FORWARD)))
        .setStripAnyHostPort(random.nextInt(4) == 0)
        .setStripTrailingHostDot(random.nextInt(4) == 0)
        .setRouteConfig(new RandomRoutes(random).config())
        .build();
  }

  private String cluster() {
    return "c" + random.nextInt(CLUSTERS);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static CidrRange range(String prefix, int bits) {
    return CidrRange.newBuilder()
        .setAddressPrefix(prefix)
        .setPrefixLen(UInt32Value.of(bits))
        .build();
  }

  private static Address address(String host, int port) {
    return Address.newBuilder()
        .setSocketAddress(SocketAddress.newBuilder().setAddress(host).setPortValue(port))
        .build();
  }
}
