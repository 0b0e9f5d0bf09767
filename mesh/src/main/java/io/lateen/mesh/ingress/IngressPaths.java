// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.ingress;

import io.lateen.api.kubernetes.Ingress;
import io.lateen.api.networking.Destination;
import io.lateen.api.networking.HeaderRules;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.HttpRouteDestination;
import io.lateen.api.networking.StringMatch;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.service.ServiceKey;
import io.lateen.mesh.service.ServicesSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Paths of one host as HTTP rules: longer paths first, whole ones before prefixes. */
final class IngressPaths {

  /** Paths that every request has. */
  private static final Set<String> EVERYTHING = Set.of("", "*", "/*", ".*");

  private static final int WHOLE = 100;

  /** A rule with what orders it. */
  private record Ranked(int length, boolean exact, HttpRoute route) {}

  private final ServicesSnapshot services;
  private final List<Ranked> ranked = new ArrayList<>();

  IngressPaths(ServicesSnapshot services) {
    this.services = services;
  }

  /** Adds those paths whose service has the port that they name. */
  void add(Ingress.Rule rule, String namespace) {
    for (var path : rule.paths()) {
      var port = port(path.backend(), namespace);
      if (port.isPresent()) {
        var uri = uri(path);
        var route = route(path, uri, namespace, port.getAsInt());
        ranked.add(
            switch (uri.orElse(new StringMatch.Present())) {
              case StringMatch.Exact(var text) -> new Ranked(text.length(), true, route);
              case StringMatch.Prefix(var text) -> new Ranked(text.length(), false, route);
              case StringMatch.Regex _, StringMatch.Present _ -> new Ranked(0, false, route);
            });
      }
    }
  }

  List<HttpRoute> routes() {
    return ranked.stream()
        .sorted(
            Comparator.comparingInt((Ranked one) -> -one.length())
                .thenComparing(one -> !one.exact()))
        .map(Ranked::route)
        .toList();
  }

  private static Optional<StringMatch> uri(Ingress.Path path) {
    var text = path.path();
    return switch (path.type()) {
      case EXACT -> Optional.of(new StringMatch.Exact(text));
      case PREFIX -> Optional.of(new StringMatch.Prefix(text));
      case IMPLEMENTATION_SPECIFIC -> {
        if (EVERYTHING.contains(text)) {
          yield Optional.empty();
        }
        boolean prefix = text.endsWith("/*") || text.endsWith(".*");
        yield Optional.of(
            prefix
                ? new StringMatch.Prefix(text.substring(0, text.length() - 2))
                : new StringMatch.Exact(text));
      }
    };
  }

  private OptionalInt port(Ingress.Backend backend, String namespace) {
    if (backend.port() > 0) {
      return OptionalInt.of(backend.port());
    }
    var host = Hosts.ofService(backend.service(), namespace);
    return services.get(new ServiceKey(host, namespace)).stream()
        .flatMap(service -> service.ports().stream())
        .filter(port -> port.name().equals(backend.portName()))
        .mapToInt(port -> port.number())
        .findFirst();
  }

  private static HttpRoute route(
      Ingress.Path path, Optional<StringMatch> uri, String namespace, int port) {
    var destination =
        new Destination(
            Hosts.ofService(path.backend().service(), namespace), "", OptionalInt.of(port));
    return new HttpRoute(
        "",
        uri.map(text -> match(text, path.line())).stream().toList(),
        List.of(new HttpRouteDestination(destination, WHOLE, HeaderRules.NONE)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        HeaderRules.NONE,
        path.line());
  }

  private static HttpMatch match(StringMatch uri, int line) {
    return new HttpMatch(
        "",
        Optional.of(uri),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        OptionalInt.empty(),
        Map.of(),
        List.of(),
        Map.of(),
        false,
        Map.of(),
        "",
        "",
        line);
  }
}
