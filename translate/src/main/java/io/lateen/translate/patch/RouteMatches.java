// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.api.envoyfilter.ObjectMatch;
import java.util.Optional;

/** Which routes a patch means (Istio: core/envoyfilter/rc_patch.go). */
final class RouteMatches {

  private final boolean gateway;
  private final GatewayPorts ports;

  RouteMatches(boolean gateway, GatewayPorts ports) {
    this.gateway = gateway;
    this.ports = ports;
  }

  boolean configuration(RouteConfiguration routes, Patch patch) {
    var match = of(patch);
    if (match.isEmpty()) {
      return true;
    }
    var wanted = match.get();
    if (!wanted.name().isEmpty() && !wanted.name().equals(routes.getName())) {
      return false;
    }
    var name = gateway ? RouteName.ofGateway(routes.getName()) : RouteName.of(routes.getName());
    if (!gateway) {
      return wanted.portNumber() == 0 || wanted.portNumber() == name.port();
    }
    return (wanted.portName().isEmpty() || wanted.portName().equals(name.portName()))
        && (wanted.gateway().isEmpty() || wanted.gateway().equals(name.gateway()))
        && (wanted.portNumber() == 0 || ports.leads(wanted.portNumber(), name.port()));
  }

  private static Optional<ObjectMatch.RouteConfiguration> of(Patch patch) {
    return patch.match().orElse(null) instanceof ObjectMatch.RouteConfiguration match
        ? Optional.of(match)
        : Optional.empty();
  }

  static boolean host(VirtualHost host, Patch patch) {
    return of(patch)
        .flatMap(ObjectMatch.RouteConfiguration::virtualHost)
        .map(
            wanted ->
                (wanted.name().isEmpty() || wanted.name().equals(host.getName()))
                    && (wanted.domainName().isEmpty()
                        || host.getDomainsList().contains(wanted.domainName())))
        .orElse(true);
  }

  /** Whether the patch names one route of a virtual host. */
  static boolean namesRoute(Patch patch) {
    return wanted(patch).isPresent();
  }

  private static Optional<ObjectMatch.Route> wanted(Patch patch) {
    return of(patch)
        .flatMap(ObjectMatch.RouteConfiguration::virtualHost)
        .flatMap(ObjectMatch.VirtualHost::route);
  }

  /** A route of a kind that patches cannot name is meant by every kind. */
  static boolean route(Route route, Patch patch) {
    return wanted(patch)
        .map(
            wanted ->
                (wanted.name().isEmpty() || wanted.name().equals(route.getName()))
                    && switch (wanted.action()) {
                      case ANY -> true;
                      case ROUTE -> is(route, Route.ActionCase.ROUTE);
                      case REDIRECT -> is(route, Route.ActionCase.REDIRECT);
                      case DIRECT_RESPONSE -> is(route, Route.ActionCase.DIRECT_RESPONSE);
                    })
        .orElse(true);
  }

  private static boolean is(Route route, Route.ActionCase wanted) {
    return switch (route.getActionCase()) {
      case ROUTE, REDIRECT, DIRECT_RESPONSE -> route.getActionCase() == wanted;
      default -> true;
    };
  }

  /**
   * What the name of a route configuration says.
   *
   * @param port 0 when it names none
   * @param gateway {@code namespace/name}; empty for plain HTTP, which gateways share
   */
  private record RouteName(int port, String portName, String gateway) {

    /** {@code PORT}, or {@code inbound|PORT||}. */
    static RouteName of(String name) {
      var parts = name.split("\\|", -1);
      return new RouteName(
          number(name.startsWith("inbound|") && parts.length == 4 ? parts[1] : name), "", "");
    }

    /** {@code http.PORT[.BIND]} or {@code https.PORT.PORTNAME.GATEWAY.NAMESPACE[.BIND]}. */
    static RouteName ofGateway(String name) {
      var parts = name.split("\\.", -1);
      if (name.startsWith("http.") && parts.length >= 2) {
        return new RouteName(number(parts[1]), "", "");
      }
      return name.startsWith("https.") && parts.length >= 5
          ? new RouteName(number(parts[1]), parts[2], parts[4] + "/" + parts[3])
          : new RouteName(0, "", "");
    }

    private static int number(String text) {
      return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }
  }
}
