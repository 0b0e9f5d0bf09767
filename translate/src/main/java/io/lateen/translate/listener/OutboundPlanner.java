// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.api.meshconfig.ProxySettings.InterceptionMode;
import io.lateen.api.networking.CaptureMode;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.PortSpec;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServicePort;
import io.lateen.translate.envoy.Addresses;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.forward.DnsCache;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.route.RouteRequest;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans what one service needs of a sidecar's outbound listeners, and which route configurations
 * they refer to (Istio: core/listener.go buildSidecarOutboundListeners).
 */
public final class OutboundPlanner {

  private static final String UNIX = "unix://";

  /** What a service needs: places in listeners, and the route configurations that they name. */
  public record Wanted(List<ListenerSet.Wish> wishes, List<RouteRequest> routes) {

    /** Of a service that needs none. */
    public static final Wanted NOTHING = new Wanted(List.of(), List.of());

    public Wanted {
      wishes = List.copyOf(wishes);
      routes = List.copyOf(routes);
    }
  }

  private final ProxyView view;
  private final int egress;
  private final Optional<SidecarEgress> written;
  private final String wildcard;
  private final List<ListenerSet.Wish> wishes = new ArrayList<>();
  private final Set<RouteRequest> routes = new LinkedHashSet<>();

  /**
   * @param egress index of the Sidecar's listener
   */
  public OutboundPlanner(ProxyView view, int egress) {
    this.view = view;
    this.egress = egress;
    this.written = view.egress().get(egress);
    this.wildcard = view.families().wildcard();
  }

  /** What one service that the listener imports needs. */
  public Wanted plan(MeshService service) {
    if (service.resolution() == Resolution.ALIAS) {
      return Wanted.NOTHING;
    }
    var chains =
        new TcpChainPlanner(
            view,
            Set.of(IstioNames.MESH_GATEWAY),
            view.connectionRoutes(egress, service.hostname()));
    var only = written.flatMap(SidecarEgress::port);
    if (only.isPresent()) {
      add(chains, service, declared(only.get()));
    } else {
      service.ports().forEach(port -> add(chains, service, port));
    }
    return new Wanted(wishes, List.copyOf(routes));
  }

  private static ServicePort declared(PortSpec port) {
    return new ServicePort(port.number(), port.name(), Protocol.named(port.protocol()), "");
  }

  private void add(TcpChainPlanner chains, MeshService service, ServicePort port) {
    if (port.protocol() == Protocol.UDP) {
      return;
    }
    var fixed = fixedBind();
    if (!fixed.isEmpty()) {
      wish(chains, service, port, fixed, List.of());
    } else if (port.protocol().isHttp()) {
      wish(chains, service, port, wildcard, List.of());
    } else if (!view.addresses(service).isEmpty()) {
      byAddress(chains, service, port);
    } else if (service.resolution() == Resolution.PASSTHROUGH && isFound(service, port)) {
      byEndpoint(chains, service, port);
    } else {
      wish(chains, service, port, wildcard, List.of());
    }
  }

  /** The address that a Sidecar object asks for; empty for none. */
  private String fixedBind() {
    var bind = written.map(SidecarEgress::bind).orElse("");
    return bind.isEmpty() && isDirect() ? view.families().loopback() : bind;
  }

  /** Whether Envoy opens the port itself, because traffic is not redirected to it. */
  private boolean isDirect() {
    if (view.interception() == InterceptionMode.NONE) {
      return true;
    }
    return written
        .filter(
            written -> written.captureMode() == CaptureMode.NONE || written.bind().startsWith(UNIX))
        .isPresent();
  }

  /** Whether endpoints exist, or may come to exist: then nothing listens for all addresses. */
  private boolean isFound(MeshService service, ServicePort port) {
    return service.registry() == Registry.KUBERNETES
        || !service.selector().isEmpty()
        || !view.endpoints(service, port.number()).isEmpty();
  }

  /**
   * One listener per address that an author wrote, since they may be those of different things;
   * blocks of addresses share the one for all, told apart by match. The addresses of a Kubernetes
   * Service, one of each family, share a listener.
   */
  private void byAddress(TcpChainPlanner chains, MeshService service, ServicePort port) {
    var addresses = view.addresses(service);
    if (service.addresses().isEmpty() || service.registry() == Registry.KUBERNETES) {
      var bind =
          new ListenerSet.Bind(
              addresses.getFirst(), addresses.subList(1, addresses.size()), port.number());
      wish(chains, service, port, bind, List.of());
      return;
    }
    for (var address : addresses) {
      if (address.indexOf('/') >= 0) {
        wish(chains, service, port, wildcard, List.of(address));
      } else {
        wish(chains, service, port, address, List.of());
      }
    }
  }

  /** Headless services have one listener per pod; a proxy does not redirect calls to itself. */
  private void byEndpoint(TcpChainPlanner chains, MeshService service, ServicePort port) {
    for (var endpoint : view.endpoints(service, port.number()).endpoints()) {
      boolean own = view.isOwnAddress(endpoint.address());
      if (!own && Addresses.isIp(endpoint.address())) {
        wish(chains, service, port, endpoint.address(), List.of());
      }
    }
  }

  private void wish(
      TcpChainPlanner chains,
      MeshService service,
      ServicePort port,
      String address,
      List<String> cidrs) {
    wish(chains, service, port, bind(address, port.number()), cidrs);
  }

  /**
   * A proxy with both families listens for all addresses of both, and opens ports of loopback on
   * both (Istio: core/listener_address.go getWildcardsAndLocalHost).
   */
  private ListenerSet.Bind bind(String address, int port) {
    var all = isDirect() ? view.families().loopbacks() : view.families().wildcards();
    var more = address.equals(all.getFirst()) ? all.subList(1, all.size()) : List.<String>of();
    return new ListenerSet.Bind(address, more, port);
  }

  private void wish(
      TcpChainPlanner chains,
      MeshService service,
      ServicePort port,
      ListenerSet.Bind bind,
      List<String> cidrs) {
    var address = bind.address();
    boolean all = address.equals(wildcard);
    boolean byName = (all && view.addresses(service).isEmpty()) || DnsCache.isFor(service);
    var protocol = port.protocol();
    List<OutboundChain> tcp =
        protocol.isHttp()
            ? List.of()
            : chains.plan(service, port, cidrs, byName || !cidrs.isEmpty());
    List<OutboundChain> http =
        protocol.isHttpOrAuto() ? List.of(http(service, port, address)) : List.of();
    wishes.add(
        new ListenerSet.Wish(
            bind,
            isDirect(),
            all && protocol.isHttp() ? Protocol.AUTO : protocol,
            tcp,
            http,
            service));
  }

  /**
   * The chain for requests. A port of unknown protocol that has an address of its own also has
   * routes of its own; all others share those of the port.
   */
  private OutboundChain http(MeshService service, ServicePort port, String address) {
    boolean all = address.equals(wildcard);
    boolean detected = port.protocol() == Protocol.AUTO;
    boolean own = detected && !all;
    var name = own ? service.hostname() + ":" + port.number() : Integer.toString(port.number());
    routes.add(new RouteRequest(name, egress, own ? service.hostname() : "", port.number()));
    var match =
        detected || all ? ChainMatch.plaintextHttp(EnvoyNames.TRANSPORT_RAW) : ChainMatch.ALL;
    var resolving = new ArrayList<DnsCache>();
    if (DnsCache.isFor(service) && DnsCache.isFor(port)) {
      resolving.add(DnsCache.of(service, view.openFamilies()));
    }
    if (view.outboundPolicy().mode() == OutboundTrafficPolicy.Mode.ALLOW_ANY_DYNAMIC_DNS) {
      resolving.add(DnsCache.ofAny(view.openFamilies()));
    }
    return new OutboundChain(
        match, new OutboundChain.Http(name, detected, resolving), "", ListenerSet.cause(service));
  }
}
