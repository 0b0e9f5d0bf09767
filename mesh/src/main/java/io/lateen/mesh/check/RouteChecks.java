// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.check;

import io.lateen.api.networking.Destination;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.RouteDestination;
import io.lateen.api.networking.VirtualService;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.service.MeshService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks one VirtualService against the rest: its gateways, and the targets of its routes. */
final class RouteChecks {

  private final MeshSnapshot mesh;
  private final ResolvedVirtualService routes;
  private final List<Warning> warnings = new ArrayList<>();

  RouteChecks(MeshSnapshot mesh, ResolvedVirtualService routes) {
    this.mesh = mesh;
    this.routes = routes;
  }

  List<Warning> warnings() {
    checkGateways();
    List<HttpRoute> http = routes.spec().http();
    for (int i = 0; i < http.size(); i++) {
      checkHttp(http.get(i), "http[" + i + "]");
    }
    for (int i = 0; i < routes.spec().tls().size(); i++) {
      var route = routes.spec().tls().get(i);
      checkTargets(route.route(), "tls[" + i + "]", route.line());
    }
    for (int i = 0; i < routes.spec().tcp().size(); i++) {
      var route = routes.spec().tcp().get(i);
      checkTargets(route.route(), "tcp[" + i + "]", route.line());
    }
    return warnings;
  }

  private void checkGateways() {
    List<String> gateways = routes.spec().gateways();
    for (int i = 0; i < gateways.size(); i++) {
      String gateway = gateways.get(i);
      if (!gateway.equals(VirtualService.MESH_GATEWAY)
          && mesh.gateways().named(gateway).isEmpty()) {
        report(
            0,
            "gateways[" + i + "]",
            "Gateway " + gateway + " does not exist",
            "create it, or correct the name (NAMESPACE/NAME)");
      }
    }
  }

  private void checkHttp(HttpRoute route, String path) {
    for (int i = 0; i < route.route().size(); i++) {
      String at = path + ".route[" + i + "].destination";
      check(route.route().get(i).destination(), at, route.line());
    }
    for (int i = 0; i < route.mirrors().size(); i++) {
      String at = path + ".mirrors[" + i + "].destination";
      check(route.mirrors().get(i).destination(), at, route.line());
    }
  }

  private void checkTargets(List<RouteDestination> targets, String path, int line) {
    for (int i = 0; i < targets.size(); i++) {
      check(targets.get(i).destination(), path + ".route[" + i + "].destination", line);
    }
  }

  private void check(Destination to, String path, int line) {
    Optional<MeshService> service = find(to.host());
    if (service.isEmpty()) {
      report(
          line,
          path + ".host",
          "host " + to.host() + " is no service that " + namespace() + " can see",
          "correct the host, or declare it with a Service or ServiceEntry");
      return;
    }
    checkPort(to, service.get(), path, line);
    if (!to.subset().isEmpty()) {
      checkSubset(to, service.get(), path, line);
    }
  }

  private void checkPort(Destination to, MeshService service, String path, int line) {
    if (to.port().isPresent() && service.port(to.port().getAsInt()).isEmpty()) {
      String ports =
          service.ports().stream()
              .map(port -> Integer.toString(port.number()))
              .collect(Collectors.joining(", "));
      report(
          line,
          path + ".port",
          to.host() + " has no port " + to.port().getAsInt(),
          "use one of " + ports);
    }
  }

  private void checkSubset(Destination to, MeshService service, String path, int line) {
    List<MergedDestinationRule> rules =
        mesh.destinationRules()
            .lookup(namespace(), service.key(), mesh.settings().destinationRules());
    boolean defined = rules.stream().anyMatch(rule -> rule.rule().subset(to.subset()).isPresent());
    if (!defined) {
      String names =
          rules.stream()
              .flatMap(rule -> rule.rule().subsets().stream())
              .map(subset -> subset.name())
              .distinct()
              .collect(Collectors.joining(", "));
      report(
          line,
          path + ".subset",
          "no DestinationRule defines subset "
              + to.subset()
              + " of "
              + to.host()
              + "; requests to it fail with 503",
          names.isEmpty()
              ? "add a DestinationRule for " + to.host() + " with that subset"
              : "use one of " + names + ", or add the subset");
    }
  }

  /** The service of that host that the routes' namespace sees, or a wildcard that covers it. */
  private Optional<MeshService> find(String host) {
    return mesh.services().ofHost(host).values().stream()
        .filter(this::isVisible)
        .findFirst()
        .or(
            () ->
                mesh.services().wildcards().stream()
                    .filter(service -> Hosts.covers(service.hostname(), host))
                    .filter(this::isVisible)
                    .findFirst());
  }

  private boolean isVisible(MeshService service) {
    return service
        .exportTo()
        .orElse(mesh.settings().serviceExportTo())
        .includes(service.namespace(), namespace());
  }

  private String namespace() {
    return routes.key().namespace();
  }

  private void report(int line, String path, String message, String fix) {
    var object = routes.object();
    warnings.add(Warning.of(object.key(), Warning.at(object.origin(), line), path, message, fix));
  }
}
