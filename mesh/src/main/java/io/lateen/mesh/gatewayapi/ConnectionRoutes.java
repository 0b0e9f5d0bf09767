// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.gatewayapi.ConnectionRoute;
import io.lateen.api.networking.L4Match;
import io.lateen.api.networking.TcpRoute;
import io.lateen.api.networking.TlsMatch;
import io.lateen.api.networking.TlsRoute;
import io.lateen.api.networking.VirtualService;
import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * TCPRoutes and TLSRoutes as VirtualServices, one for each parent and host (Istio:
 * TCPRouteCollection, TLSRouteCollection).
 */
final class ConnectionRoutes {

  private static final String ANY = "*";

  private final Attachments attachments;
  private final Backends backends;

  ConnectionRoutes(Attachments attachments, Backends backends) {
    this.attachments = attachments;
    this.backends = backends;
  }

  List<ConfigObject<VirtualService>> virtualServices(ConfigObject<ConnectionRoute> route) {
    boolean tls = route.key().kind().equals("TLSRoute");
    var made = new ArrayList<ConfigObject<VirtualService>>();
    for (var parent : attachments.of(route)) {
      for (var host : hosts(route, parent, tls)) {
        var name =
            "%s~%s~%d~%s"
                .formatted(route.name(), tls ? "tls" : "tcp", made.size(), MadeObject.MARK);
        var spec =
            new VirtualService(
                List.of(host),
                List.of(parent.gateway()),
                List.of(),
                tls ? tls(route, parent, host) : List.of(),
                tls ? List.of() : tcp(route, parent),
                List.of());
        made.add(MadeObject.routes(name, spec, List.of(route)));
      }
    }
    return made;
  }

  private static List<String> hosts(
      ConfigObject<ConnectionRoute> route, Attachment parent, boolean tls) {
    if (parent.isMesh()) {
      return parent.hosts();
    }
    return tls ? common(serverNames(route), parent) : List.of(ANY);
  }

  /** The names that both the route and the listener have. */
  private static List<String> common(List<String> names, Attachment parent) {
    var listener = parent.listenerHost();
    return listener.isEmpty()
        ? names
        : names.stream()
            .filter(name -> Hosts.overlap(name, listener))
            .map(name -> Hosts.covers(listener, name) ? name : listener)
            .distinct()
            .toList();
  }

  private static List<String> serverNames(ConfigObject<ConnectionRoute> route) {
    var written = route.spec().hostnames();
    return written.isEmpty() ? List.of(ANY) : written;
  }

  private List<TcpRoute> tcp(ConfigObject<ConnectionRoute> route, Attachment parent) {
    var port = parent.isMesh() ? parent.ref().port() : OptionalInt.empty();
    var match = new L4Match(List.of(), port, "", Map.of(), List.of(), "");
    return route.spec().rules().stream()
        .map(
            rule ->
                new TcpRoute(
                    port.isPresent() ? List.of(match) : List.of(),
                    backends.connections(route, rule.backends(), parent.isMesh()),
                    rule.line()))
        .toList();
  }

  private List<TlsRoute> tls(ConfigObject<ConnectionRoute> route, Attachment parent, String host) {
    var names = serverNames(route);
    var port = OptionalInt.empty();
    if (parent.isMesh()) {
      port = parent.ref().port();
      names = route.spec().hostnames().isEmpty() ? parent.hosts() : names;
      if (names.size() > 1) {
        names = names.stream().filter(name -> Hosts.overlap(name, host)).toList();
      }
    } else {
      names = common(names, parent);
    }
    if (names.isEmpty()) {
      return List.of();
    }
    var match = new TlsMatch(names, List.of(), port, Map.of(), List.of(), "");
    return route.spec().rules().stream()
        .map(
            rule ->
                new TlsRoute(
                    List.of(match),
                    backends.connections(route, rule.backends(), parent.isMesh()),
                    rule.line()))
        .toList();
  }
}
