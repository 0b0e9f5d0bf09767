// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.translate.Generator;
import io.lateen.translate.Provenance;
import io.lateen.translate.accesslog.AccessLogs;
import io.lateen.translate.envoy.ConfigMetadata;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.forward.ForwardProxies;
import io.lateen.translate.http.ConnectionManagers;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the listeners of one outbound address and port (Istio: core/listener.go). */
public final class OutboundListenerGenerator implements Generator<OutboundListenerKey> {

  /** Slow handshakes are cut (Istio: core/listener.go gatewayTransportSocketConnectTimeout). */
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(15);

  /** Connections taken per wake-up: 1 spreads them over the workers (core/listener.go). */
  static final int ACCEPTS_PER_EVENT = 1;

  @Override
  public Listener message(OutboundListenerKey key) {
    var listener =
        Listener.newBuilder()
            .setName(key.resourceName())
            .setAddress(ProtoValues.address(key.bind(), key.port()))
            .setTrafficDirection(TrafficDirection.OUTBOUND)
            .addAllAdditionalAddresses(ListenerAddresses.of(key.moreBinds(), key.port()))
            .setContinueOnListenerFiltersTimeout(true);
    if (key.bindToPort()) {
      listener.setMaxConnectionsToAcceptPerSocketEvent(ProtoValues.uint32(ACCEPTS_PER_EVENT));
    } else {
      listener.setBindToPort(ProtoValues.bool(false));
    }
    addInspectors(listener, key);
    addChains(listener, key);
    return listener.build();
  }

  private static void addInspectors(Listener.Builder listener, OutboundListenerKey key) {
    var matches = key.chains().stream().map(OutboundChain::match).toList();
    boolean http = matches.stream().anyMatch(match -> !match.applicationProtocols().isEmpty());
    if (matches.stream().anyMatch(match -> !match.serverNames().isEmpty())) {
      listener.addListenerFilters(Inspectors.TLS);
    }
    if (http) {
      listener.addListenerFilters(Inspectors.HTTP);
    }
    listener.setListenerFiltersTimeout(
        ProtoValues.duration(http ? key.detectionTimeout() : Duration.ZERO));
  }

  /**
   * A chain that matches everything becomes the default one, so that connections which match
   * another chain only partly still end there and not nowhere.
   */
  private static void addChains(Listener.Builder listener, OutboundListenerKey key) {
    for (var planned : key.chains()) {
      var chain = chain(planned, key);
      if (planned.match().matchesAll()) {
        listener.setDefaultFilterChain(chain);
      } else {
        listener.addFilterChains(chain.setFilterChainMatch(planned.match().message()));
      }
    }
    if (!listener.hasDefaultFilterChain()) {
      listener.setDefaultFilterChain(fallthrough(key.fallthroughCluster()));
    } else if (listener.getFilterChainsCount() == 0) {
      listener.addFilterChains(listener.getDefaultFilterChain()).clearDefaultFilterChain();
    }
  }

  /**
   * The objects behind each chain: under {@code #INDEX}, or {@code #default}, since only the chain
   * for what nobody claims has a name.
   */
  static Map<String, List<Provenance.Cause>> parts(List<OutboundChain> chains) {
    var parts = new TreeMap<String, List<Provenance.Cause>>();
    parts.put(IstioNames.PASSTHROUGH_FILTER_CHAIN, List.of());
    int index = 0;
    for (var chain : chains) {
      boolean otherwise = chain.match().matchesAll() && chains.size() > 1;
      parts.put(otherwise ? Provenance.DEFAULT_CHAIN : "#" + index++, List.of(chain.cause()));
    }
    return parts;
  }

  private static FilterChain.Builder chain(OutboundChain planned, OutboundListenerKey key) {
    var chain =
        FilterChain.newBuilder()
            .setTransportSocketConnectTimeout(ProtoValues.duration(HANDSHAKE_TIMEOUT));
    if (!planned.config().isEmpty()) {
      chain.setMetadata(ConfigMetadata.of(planned.config()));
    }
    var statPrefix = EnvoyClusterName.statPrefix("outbound_" + key.resourceName());
    switch (planned.target()) {
      case OutboundChain.Http http ->
          chain.addFilters(
              ConnectionManagers.outbound(
                  statPrefix, http.routeName(), key.http(), http.detected(), http.resolving()));
      case OutboundChain.Tcp(var target, var resolving) -> {
        resolving.ifPresent(
            name -> chain.addFilters(ForwardProxies.serverName(name.cache(), name.port())));
        chain.addFilters(TcpProxies.filter(target, AccessLogs.outboundTcp()));
      }
    }
    return chain;
  }

  private static FilterChain fallthrough(String cluster) {
    return FilterChain.newBuilder()
        .setName(IstioNames.PASSTHROUGH_FILTER_CHAIN)
        .setFilterChainMatch(FilterChainMatch.getDefaultInstance())
        .addFilters(TcpProxies.filter(TcpTarget.to(cluster), AccessLogs.outboundTcp()))
        .build();
  }
}
