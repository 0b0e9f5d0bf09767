// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.lateen.api.meshconfig.ProxySettings.InterceptionMode;
import io.lateen.translate.Generator;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.IstioNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes listeners for what arrives at the workload (Istio: core/listener_inbound.go). */
public final class InboundListenerGenerator implements Generator<InboundListenerKey> {

  /** Stands for all ports that no chain names. */
  private static final int OTHER_PORTS = 0;

  @Override
  public Listener message(InboundListenerKey key) {
    var listener =
        Listener.newBuilder()
            .setName(key.resourceName())
            .setAddress(ProtoValues.address(key.addresses().getFirst(), key.port()))
            .addAllAdditionalAddresses(ListenerAddresses.additional(key.addresses(), key.port()))
            .setTrafficDirection(TrafficDirection.INBOUND)
            .setContinueOnListenerFiltersTimeout(true)
            .setListenerFiltersTimeout(ProtoValues.duration(key.detectionTimeout()))
            .setMaxConnectionsToAcceptPerSocketEvent(
                ProtoValues.uint32(OutboundListenerGenerator.ACCEPTS_PER_EVENT));
    if (key.interception() != InterceptionMode.NONE) {
      listener.addFilterChains(blackHole(key.port())).addListenerFilters(Inspectors.ORIGINAL_DST);
    }
    if (key.interception() == InterceptionMode.TPROXY) {
      listener.setTransparent(ProtoValues.bool(true)).addListenerFilters(Inspectors.ORIGINAL_SRC);
    }
    for (var planned : key.chains()) {
      new InboundFilterChains(planned, key).addTo(listener);
    }
    return listener.addAllListenerFilters(inspectors(listener.getFilterChainsList())).build();
  }

  /** A connection to the listener's own port would come back to it for ever. */
  private static FilterChain blackHole(int port) {
    return FilterChain.newBuilder()
        .setName(IstioNames.VIRTUAL_INBOUND_BLACKHOLE)
        .setFilterChainMatch(
            FilterChainMatch.newBuilder().setDestinationPort(ProtoValues.uint32(port)))
        .addFilters(TcpProxies.blackHole())
        .build();
  }

  /**
   * The inspectors that the chains' matches need, each only on the ports that need it. As in Istio
   * (buildHTTPInspector) the one for HTTP also runs on ports that no chain names as soon as any
   * chain needs it; behind the one for TLS it only ever sees plaintext.
   */
  private static List<ListenerFilter> inspectors(List<FilterChain> chains) {
    var tls = new TreeMap<Integer, Boolean>();
    var http = new TreeMap<Integer, Boolean>();
    for (var chain : chains) {
      var match = chain.getFilterChainMatch();
      int port = match.getDestinationPort().getValue();
      tls.merge(port, match.getTransportProtocol().equals("tls"), Boolean::logicalOr);
      var alpn = match.getApplicationProtocolsList();
      http.merge(port, alpn.equals(IstioNames.ALPN_PLAINTEXT_HTTP), Boolean::logicalOr);
    }
    var filters = new ArrayList<ListenerFilter>();
    if (tls.containsValue(true)) {
      filters.add(onlyWhereNeeded(tls));
    }
    if (http.containsValue(true)) {
      filters.add(Inspectors.except(Inspectors.HTTP, portsWhere(http, false)));
    }
    return filters;
  }

  private static ListenerFilter onlyWhereNeeded(Map<Integer, Boolean> needed) {
    boolean elsewhere = needed.getOrDefault(OTHER_PORTS, false);
    var ports = portsWhere(needed, !elsewhere);
    ports.remove(OTHER_PORTS);
    return elsewhere
        ? Inspectors.except(Inspectors.TLS, ports)
        : Inspectors.only(Inspectors.TLS, ports);
  }

  private static SortedSet<Integer> portsWhere(Map<Integer, Boolean> needed, boolean value) {
    var ports = new TreeSet<Integer>();
    needed.forEach(
        (port, need) -> {
          if (need == value) {
            ports.add(port);
          }
        });
    return ports;
  }
}
