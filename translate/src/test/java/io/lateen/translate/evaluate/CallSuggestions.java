// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.name.IstioNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls that a configuration was made for: one for each route of each listener, and one for each
 * other chain. A new golden case begins with them; people add those that matter.
 */
final class CallSuggestions {

  private static final int MAX_CALLS = 24;
  private static final int FEW = 4;
  private static final String SOME_LABEL = "some";

  private final EnvoyConfig config;
  private final Set<String> calls = new LinkedHashSet<>();

  private CallSuggestions(EnvoyConfig config) {
    this.config = config;
  }

  /**
   * The calls, a line each.
   *
   * @param before what there was without the case; calls that it answers alike are left out
   */
  static String of(EnvoyConfig config, Optional<EnvoyConfig> before) {
    var suggestions = new CallSuggestions(config);
    config.listeners().values().forEach(suggestions::listener);
    var all = suggestions.calls.stream().limit(MAX_CALLS).toList();
    var changed =
        all.stream()
            .filter(
                call ->
                    !CallScript.answered(config, call)
                        .equals(before.map(b -> CallScript.answered(b, call)).orElse("")))
            .toList();
    var some = changed.isEmpty() ? all.subList(0, Math.min(FEW, all.size())) : changed;
    return "# SPDX-License-Identifier: Apache-2.0\n" + String.join("\n", some) + "\n";
  }

  private void listener(Listener listener) {
    if (listener.getName().equals(IstioNames.VIRTUAL_OUTBOUND) || !has(listener)) {
      return;
    }
    boolean inbound = listener.getTrafficDirection() == TrafficDirection.INBOUND;
    for (var chain : chains(listener)) {
      int own = chain.getFilterChainMatch().getDestinationPort().getValue();
      int port = own > 0 ? own : listener.getAddress().getSocketAddress().getPortValue();
      boolean looped = inbound && own == listener.getAddress().getSocketAddress().getPortValue();
      if (!looped) {
        chain(listener, chain, inbound && own == 0 ? 9999 : port, inbound);
      }
    }
  }

  private static boolean has(Listener listener) {
    return listener.getAddress().hasSocketAddress();
  }

  private static List<FilterChain> chains(Listener listener) {
    var chains = new ArrayList<>(listener.getFilterChainsList());
    if (listener.hasDefaultFilterChain()) {
      chains.add(listener.getDefaultFilterChain());
    }
    return chains;
  }

  private void chain(Listener listener, FilterChain chain, int port, boolean inbound) {
    var options = options(listener, chain, inbound);
    var manager =
        chain.getFiltersList().stream()
            .filter(filter -> filter.getTypedConfig().is(HttpConnectionManager.class))
            .map(filter -> Unpacked.of(filter.getTypedConfig(), HttpConnectionManager.class))
            .findFirst();
    if (manager.isEmpty()) {
      calls.add("CONNECT tcp://" + name(chain) + ":" + port + options);
      return;
    }
    routes(manager.get())
        .ifPresent(routes -> routes.getVirtualHostsList().forEach(h -> host(h, port, options)));
  }

  private Optional<RouteConfiguration> routes(HttpConnectionManager manager) {
    return manager.hasRds()
        ? Optional.ofNullable(config.routes().get(manager.getRds().getRouteConfigName()))
        : Optional.of(manager.getRouteConfig());
  }

  private static String options(Listener listener, FilterChain chain, boolean inbound) {
    var options = new StringBuilder(inbound ? " inbound" : "");
    var address = listener.getAddress().getSocketAddress().getAddress();
    if (!inbound && !address.equals(IstioNames.WILDCARD_ADDRESS)) {
      options.append(" at=").append(address);
    } else if (chain.getFilterChainMatch().getPrefixRangesCount() > 0) {
      options
          .append(" at=")
          .append(chain.getFilterChainMatch().getPrefixRanges(0).getAddressPrefix());
    }
    boolean tls =
        chain.getFilterChainMatch().getTransportProtocol().equals(EnvoyNames.TRANSPORT_TLS);
    boolean named = chain.getFilterChainMatch().getServerNamesCount() > 0;
    if (chain.hasTransportSocket() && inbound) {
      options.append(" mtls");
    } else if (tls || named || chain.hasTransportSocket()) {
      options.append(" tls");
    }
    return options.toString();
  }

  private static String name(FilterChain chain) {
    var names = chain.getFilterChainMatch().getServerNamesList();
    return names.isEmpty() ? "any.test" : concrete(names.getFirst());
  }

  private void host(VirtualHost host, int port, String options) {
    var name = concrete(host.getDomains(0));
    for (var route : host.getRoutesList()) {
      calls.add(
          method(route) + " http://" + name + ":" + port + path(route) + options + extras(route));
    }
    if (host.getRoutesCount() == 0) {
      calls.add("GET http://" + name + ":" + port + "/" + options);
    }
  }

  private static String concrete(String domain) {
    return domain.equals("*") ? "any.test" : domain.replace("*", SOME_LABEL);
  }

  private static String method(Route route) {
    return route.getMatch().getHeadersList().stream()
        .filter(header -> header.getName().equals(":method"))
        .map(header -> header.getStringMatch().getExact())
        .filter(method -> !method.isEmpty())
        .findFirst()
        .orElse("GET");
  }

  private static String path(Route route) {
    var match = route.getMatch();
    return switch (match.getPathSpecifierCase()) {
      case PREFIX -> match.getPrefix();
      case PATH -> match.getPath();
      case PATH_SEPARATED_PREFIX -> match.getPathSeparatedPrefix() + "/x";
      default -> "/x";
    };
  }

  private static String extras(Route route) {
    var text = new StringBuilder();
    for (var header : route.getMatch().getHeadersList()) {
      var wanted = header.getStringMatch();
      var value = wanted.hasPrefix() ? wanted.getPrefix() + "x" : wanted.getExact();
      if (!header.getName().startsWith(":") && !value.isBlank() && value.indexOf(' ') < 0) {
        text.append(" header:").append(header.getName()).append('=').append(value);
      }
    }
    return text.toString();
  }
}
