// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.evaluator;

import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.EnvoyConfig;
import io.lateen.translate.name.IstioNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** Random calls to what a proxy's configuration speaks of, and a little beside it. */
final class ProductTraffic {

  private static final Pattern SERVER_NAME =
      Pattern.compile("(?!.{254})[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");

  private static final Set<String> WILDCARDS = Set.of(IstioNames.WILDCARD_ADDRESS, "::");

  private final Random random;
  private final boolean gateway;
  private final List<Integer> outbound = new ArrayList<>(List.of(7777));
  private final List<Integer> inbound = new ArrayList<>(List.of(8888));
  private final List<String> addresses = new ArrayList<>(List.of("127.7.7.7"));
  private final List<String> names = new ArrayList<>(List.of("nobody.test"));
  private final List<String> paths = new ArrayList<>(List.of("/", "/other?x=1"));
  private final List<String> headers = new ArrayList<>(List.of("x-none: 1"));

  ProductTraffic(EnvoyConfig config, long seed) {
    random = new Random(seed);
    gateway = !config.listeners().containsKey(IstioNames.VIRTUAL_OUTBOUND);
    config.listeners().values().forEach(this::listener);
    config.routes().values().forEach(this::routes);
  }

  private void listener(Listener listener) {
    if (listener.getName().equals(IstioNames.VIRTUAL_OUTBOUND)) {
      return;
    }
    boolean inward = listener.getName().equals(IstioNames.VIRTUAL_INBOUND);
    var socket = listener.getAddress().getSocketAddress();
    if (!inward && listener.getAddress().hasSocketAddress()) {
      outbound.add(socket.getPortValue());
      if (!WILDCARDS.contains(socket.getAddress())) {
        addresses.add(socket.getAddress());
      }
    }
    for (var chain : listener.getFilterChainsList()) {
      chain(chain, inward);
    }
  }

  private void chain(FilterChain chain, boolean inward) {
    var match = chain.getFilterChainMatch();
    if (inward && match.hasDestinationPort()) {
      inbound.add(match.getDestinationPort().getValue());
    }
    match.getServerNamesList().forEach(name -> names.add(concrete(name)));
    match.getPrefixRangesList().forEach(range -> addresses.add(range.getAddressPrefix()));
    for (var filter : chain.getFiltersList()) {
      if (filter.getTypedConfig().is(HttpConnectionManager.class)) {
        routes(
            TrialConfig.unpack(filter.getTypedConfig(), HttpConnectionManager.class)
                .getRouteConfig());
      }
    }
  }

  private void routes(RouteConfiguration routes) {
    for (var host : routes.getVirtualHostsList()) {
      host.getDomainsList().forEach(domain -> names.add(concrete(domain)));
      for (var route : host.getRoutesList()) {
        var match = route.getMatch();
        if (match.hasPrefix()) {
          paths.add(match.getPrefix());
          paths.add(match.getPrefix() + "x");
        } else if (match.hasPath()) {
          paths.add(match.getPath());
        }
        for (var header : match.getHeadersList()) {
          var text = header.getStringMatch();
          var value = text.hasPrefix() ? text.getPrefix() : text.getExact();
          if (!header.getName().startsWith(":") && !value.isBlank()) {
            headers.add(header.getName() + ": " + value);
          }
        }
      }
    }
  }

  private static String concrete(String name) {
    return name.equals("*") ? "any.test" : name.replace("*", "some");
  }

  Call call() {
    boolean inward = !gateway && random.nextInt(3) == 0;
    var address = inward ? "127.6.6.6" : pick(addresses);
    var source = address.indexOf(':') < 0 ? "10.1.0.1" : "fd00::99";
    var call =
        Call.to(pick(inward ? inbound : outbound))
            .address(address)
            .protocol(pick(List.of(Call.Protocol.values())))
            .host(pick(names) + (random.nextInt(4) == 0 ? ":80" : ""))
            .path(pick(paths))
            .mode(mode(inward))
            .source(new Call.Source(source, 40_000, ""));
    if (random.nextInt(3) == 0) {
      call.tls(pick(List.of(Call.Tls.TLS, Call.Tls.MTLS))).sni(serverName());
    }
    if (random.nextBoolean()) {
      var header = pick(headers);
      int colon = header.indexOf(':');
      call.header(header.substring(0, colon), header.substring(colon + 2));
    }
    return call.build();
  }

  /** A name that a ClientHello can carry. */
  private String serverName() {
    var name = pick(names);
    return SERVER_NAME.matcher(name).matches() ? name : "named.test";
  }

  private Call.Mode mode(boolean inward) {
    if (gateway) {
      return Call.Mode.DIRECT;
    }
    return inward ? Call.Mode.INBOUND : Call.Mode.OUTBOUND;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
