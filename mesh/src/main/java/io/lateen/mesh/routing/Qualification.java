// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.routing;

import io.lateen.api.networking.Destination;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpMirror;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.HttpRouteDestination;
import io.lateen.api.networking.L4Match;
import io.lateen.api.networking.RouteDestination;
import io.lateen.api.networking.TcpRoute;
import io.lateen.api.networking.TlsMatch;
import io.lateen.api.networking.TlsRoute;
import io.lateen.api.networking.VirtualService;
import io.lateen.mesh.host.Hosts;
import java.util.List;

/**
 * Makes the short names in the VirtualServices of one namespace fully qualified (istio/istio
 * pilot/pkg/model/virtualservice.go, ResolveVirtualServiceShortnames).
 */
record Qualification(String namespace) {

  VirtualService of(VirtualService written) {
    return new VirtualService(
        written.hosts().stream().map(this::host).toList(),
        gateways(written.gateways()),
        written.http().stream().map(this::of).toList(),
        written.tls().stream().map(this::of).toList(),
        written.tcp().stream().map(this::of).toList(),
        written.exportTo());
  }

  private HttpRoute of(HttpRoute route) {
    return new HttpRoute(
        route.name(),
        route.match().stream().map(this::of).toList(),
        route.route().stream().map(this::of).toList(),
        route.redirect(),
        route.directResponse(),
        route.delegate(),
        route.rewrite(),
        route.timeout(),
        route.retries(),
        route.fault(),
        route.mirrors().stream().map(this::of).toList(),
        route.corsPolicy(),
        route.headers(),
        route.line());
  }

  private HttpMatch of(HttpMatch match) {
    if (match.gateways().isEmpty()) {
      return match;
    }
    return new HttpMatch(
        match.name(),
        match.uri(),
        match.scheme(),
        match.method(),
        match.authority(),
        match.headers(),
        match.port(),
        match.sourceLabels(),
        gateways(match.gateways()),
        match.queryParams(),
        match.ignoreUriCase(),
        match.withoutHeaders(),
        match.sourceNamespace(),
        match.statPrefix(),
        match.line());
  }

  private HttpRouteDestination of(HttpRouteDestination target) {
    return new HttpRouteDestination(of(target.destination()), target.weight(), target.headers());
  }

  private HttpMirror of(HttpMirror mirror) {
    return new HttpMirror(of(mirror.destination()), mirror.percentage());
  }

  private TlsRoute of(TlsRoute route) {
    return new TlsRoute(
        route.match().stream().map(this::of).toList(), targets(route.route()), route.line());
  }

  private TlsMatch of(TlsMatch match) {
    return new TlsMatch(
        match.sniHosts(),
        match.destinationSubnets(),
        match.port(),
        match.sourceLabels(),
        gateways(match.gateways()),
        match.sourceNamespace());
  }

  private TcpRoute of(TcpRoute route) {
    return new TcpRoute(
        route.match().stream().map(this::of).toList(), targets(route.route()), route.line());
  }

  private L4Match of(L4Match match) {
    return new L4Match(
        match.destinationSubnets(),
        match.port(),
        match.sourceSubnet(),
        match.sourceLabels(),
        gateways(match.gateways()),
        match.sourceNamespace());
  }

  private List<RouteDestination> targets(List<RouteDestination> targets) {
    return targets.stream()
        .map(target -> new RouteDestination(of(target.destination()), target.weight()))
        .toList();
  }

  private Destination of(Destination destination) {
    return new Destination(host(destination.host()), destination.subset(), destination.port());
  }

  private List<String> gateways(List<String> gateways) {
    return GatewayNames.qualify(gateways, namespace);
  }

  private String host(String host) {
    return Hosts.qualify(host, namespace);
  }
}
