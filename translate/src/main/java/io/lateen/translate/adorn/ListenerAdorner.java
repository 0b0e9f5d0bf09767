// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.adorn;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.RequestIDExtension;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig;
import io.lateen.translate.Provenance;
import io.lateen.translate.accesslog.AccessLogs;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts additions into one listener. */
final class ListenerAdorner {

  /** Chains that end what nobody may use; they have nothing to report (Istio: core). */
  private static final String BLACK_HOLE_SUFFIX = "-blackhole";

  private final Additions additions;
  private final Side side;
  private final Reporting reporting;
  private final Set<Provenance.Cause> causes = new LinkedHashSet<>();

  ListenerAdorner(Additions additions, Side side) {
    this.additions = additions;
    this.side = side;
    this.reporting = additions.of(side);
    if (!reporting.equals(Reporting.NONE)) {
      causes.addAll(additions.causes());
    }
  }

  /** The objects behind what was added. */
  List<Provenance.Cause> causes() {
    return List.copyOf(causes);
  }

  Listener adorn(Listener listener) {
    int port = listener.getAddress().getSocketAddress().getPortValue();
    var adorned = listener.toBuilder().clearFilterChains().addAllAccessLog(reporting.refused());
    for (var chain : listener.getFilterChainsList()) {
      adorned.addFilterChains(adorn(chain, port));
    }
    if (listener.hasDefaultFilterChain()) {
      adorned.setDefaultFilterChain(adorn(listener.getDefaultFilterChain(), port));
    }
    return adorned.build();
  }

  private FilterChain adorn(FilterChain chain, int listenerPort) {
    if (chain.getName().endsWith(BLACK_HOLE_SUFFIX)) {
      return chain;
    }
    var destination = chain.getFilterChainMatch().getDestinationPort();
    int port = side == Side.INBOUND ? destination.getValue() : listenerPort;
    var filters = new ArrayList<Filter>();
    boolean tcp = false;
    for (var filter : chain.getFiltersList()) {
      tcp |= filter.getName().equals(EnvoyNames.TCP_PROXY);
      filters.add(adorn(filter, port));
    }
    var all = tcp ? Phases.network(filters, network(port)) : filters;
    return chain.toBuilder().clearFilters().addAllFilters(all).build();
  }

  private Filter adorn(Filter filter, int port) {
    try {
      return switch (filter.getName()) {
        case EnvoyNames.HTTP_CONNECTION_MANAGER ->
            http(filter, HttpConnectionManager.parseFrom(filter.getTypedConfig().getValue()), port);
        case EnvoyNames.TCP_PROXY ->
            tcp(filter, TcpProxy.parseFrom(filter.getTypedConfig().getValue()));
        default -> filter;
      };
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(filter.getName(), e);
    }
  }

  private Filter tcp(Filter filter, TcpProxy proxy) {
    var adorned =
        proxy.toBuilder().clearAccessLog().addAllAccessLog(logs(proxy.getAccessLogList()));
    return filter.toBuilder().setTypedConfig(Packed.any(adorned.build())).build();
  }

  private Filter http(Filter filter, HttpConnectionManager manager, int port) {
    var adorned =
        manager.toBuilder()
            .clearAccessLog()
            .addAllAccessLog(logs(manager.getAccessLogList()))
            .clearHttpFilters()
            .addAllHttpFilters(Phases.http(manager.getHttpFiltersList(), http(port)));
    reporting.tracing().ifPresent(adorned::setTracing);
    if (!reporting.sampleByRequestId()) {
      var config =
          UuidRequestIdConfig.newBuilder()
              .setUseRequestIdForTraceSampling(ProtoValues.bool(false))
              .build();
      adorned.setRequestIdExtension(
          RequestIDExtension.newBuilder().setTypedConfig(Packed.any(config)));
    }
    return filter.toBuilder().setTypedConfig(Packed.any(adorned.build())).build();
  }

  private List<AccessLog> logs(List<AccessLog> generated) {
    var logs = new ArrayList<AccessLog>();
    generated.stream()
        .filter(log -> reporting.metrics() || !AccessLogs.isForCounters(log))
        .forEach(logs::add);
    logs.addAll(reporting.logs());
    return logs;
  }

  private List<Extension> http(int port) {
    return seen(port, HttpFilter.class);
  }

  private List<Extension> network(int port) {
    return seen(port, Filter.class);
  }

  private List<Extension> seen(int port, Class<?> type) {
    var seen =
        additions.extensions().stream()
            .filter(one -> type.isInstance(one.filter()) && one.sees(side, port))
            .toList();
    seen.forEach(one -> causes.add(one.cause()));
    return seen;
  }
}
