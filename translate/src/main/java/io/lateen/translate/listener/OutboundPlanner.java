// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.api.meshconfig.ProxySettings.InterceptionMode;
import io.lateen.api.networking.CaptureMode;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.PortSpec;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.scope.EgressScope;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServicePort;
import io.lateen.translate.Provenance;
import io.lateen.translate.envoy.Addresses;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.forward.DnsCache;
import io.lateen.translate.http.HttpSettings;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plans a sidecar's outbound listeners and says which route configurations they need (Istio:
 * core/listener.go buildSidecarOutboundListeners).
 */
public final class OutboundPlanner {

  private static final String UNIX = "unix://";

  /**
   * A route configuration that a listener refers to.
   *
   * @param egress whose services and rules it routes to
   * @param host the only service; empty for all services of the port
   */
  public record RouteRequest(EgressScope egress, String host, int port) {}

  private final ProxyView view;
  private final String egressCluster;
  private final String wildcard;
  private final ListenerSet listeners = new ListenerSet();
  private final Map<String, RouteRequest> routes = new LinkedHashMap<>();

  /**
   * @param egressCluster where connections to unknown addresses go
   */
  public OutboundPlanner(ProxyView view, String egressCluster) {
    this.view = view;
    this.egressCluster = egressCluster;
    this.wildcard = view.families().wildcard();
  }

  /** The listeners, the redirection target first. */
  public List<OutboundListenerKey> plan() {
    for (var egress : view.egress()) {
      if (egress.isCatchAll()) {
        listeners.lock();
      }
      plan(egress);
    }
    var keys = new ArrayList<OutboundListenerKey>();
    for (var entry : listeners.entries()) {
      keys.add(
          new OutboundListenerKey(
              entry.bind().address(),
              entry.bind().more(),
              entry.bind().port(),
              entry.direct(),
              entry.chains(),
              egressCluster,
              view.mesh().protocolDetectionTimeout(),
              HttpSettings.ofCalls(view),
              new Provenance(entry.causes(), OutboundListenerGenerator.parts(entry.chains()))));
    }
    return keys;
  }

  /** The route configurations of the planned listeners, by name. */
  public Map<String, RouteRequest> routes() {
    return routes;
  }

  /** Services that lost a conflict. */
  public List<Problem> problems() {
    return listeners.problems();
  }

  private void plan(EgressScope egress) {
    var chains =
        new TcpChainPlanner(
            view, Set.of(IstioNames.MESH_GATEWAY), List.copyOf(egress.virtualServices()));
    for (var service : egress.services()) {
      if (service.resolution() == Resolution.ALIAS) {
        continue;
      }
      var only = egress.written().flatMap(SidecarEgress::port);
      if (only.isPresent()) {
        add(egress, chains, service, declared(only.get()));
      } else {
        for (var port : service.ports()) {
          add(egress, chains, service, port);
        }
      }
    }
  }

  private static ServicePort declared(PortSpec port) {
    return new ServicePort(port.number(), port.name(), Protocol.named(port.protocol()), "");
  }

  private void add(
      EgressScope egress, TcpChainPlanner chains, MeshService service, ServicePort port) {
    if (port.protocol() == Protocol.UDP) {
      return;
    }
    var fixed = fixedBind(egress);
    if (!fixed.isEmpty()) {
      wish(egress, chains, service, port, fixed, List.of());
    } else if (port.protocol().isHttp()) {
      wish(egress, chains, service, port, wildcard, List.of());
    } else if (!view.addresses(service).isEmpty()) {
      byAddress(egress, chains, service, port);
    } else if (service.resolution() == Resolution.PASSTHROUGH && isFound(service, port)) {
      byEndpoint(egress, chains, service, port);
    } else {
      wish(egress, chains, service, port, wildcard, List.of());
    }
  }

  /** The address that a Sidecar object asks for; empty for none. */
  private String fixedBind(EgressScope egress) {
    var bind = egress.written().map(SidecarEgress::bind).orElse("");
    return bind.isEmpty() && isDirect(egress) ? view.families().loopback() : bind;
  }

  /** Whether Envoy opens the port itself, because traffic is not redirected to it. */
  private boolean isDirect(EgressScope egress) {
    if (view.interception() == InterceptionMode.NONE) {
      return true;
    }
    return egress
        .written()
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
  private void byAddress(
      EgressScope egress, TcpChainPlanner chains, MeshService service, ServicePort port) {
    var addresses = view.addresses(service);
    if (service.addresses().isEmpty() || service.registry() == Registry.KUBERNETES) {
      var bind =
          new ListenerSet.Bind(
              addresses.getFirst(), addresses.subList(1, addresses.size()), port.number());
      wish(egress, chains, service, port, bind, List.of());
      return;
    }
    for (var address : addresses) {
      if (address.indexOf('/') >= 0) {
        wish(egress, chains, service, port, wildcard, List.of(address));
      } else {
        wish(egress, chains, service, port, address, List.of());
      }
    }
  }

  /** Headless services have one listener per pod; a proxy does not redirect calls to itself. */
  private void byEndpoint(
      EgressScope egress, TcpChainPlanner chains, MeshService service, ServicePort port) {
    for (var endpoint : view.endpoints(service, port.number()).endpoints()) {
      boolean own = view.isOwnAddress(endpoint.address());
      if (!own && Addresses.isIp(endpoint.address())) {
        wish(egress, chains, service, port, endpoint.address(), List.of());
      }
    }
  }

  private void wish(
      EgressScope egress,
      TcpChainPlanner chains,
      MeshService service,
      ServicePort port,
      String address,
      List<String> cidrs) {
    wish(egress, chains, service, port, bind(egress, address, port.number()), cidrs);
  }

  /**
   * A proxy with both families listens for all addresses of both, and opens ports of loopback on
   * both (Istio: core/listener_address.go getWildcardsAndLocalHost).
   */
  private ListenerSet.Bind bind(EgressScope egress, String address, int port) {
    var all = isDirect(egress) ? view.families().loopbacks() : view.families().wildcards();
    var more = address.equals(all.getFirst()) ? all.subList(1, all.size()) : List.<String>of();
    return new ListenerSet.Bind(address, more, port);
  }

  private void wish(
      EgressScope egress,
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
        protocol.isHttpOrAuto() ? List.of(http(egress, service, port, address)) : List.of();
    listeners.add(
        new ListenerSet.Wish(
            bind,
            isDirect(egress),
            all && protocol.isHttp() ? Protocol.AUTO : protocol,
            tcp,
            http,
            service));
  }

  /**
   * The chain for requests. A port of unknown protocol that has an address of its own also has
   * routes of its own; all others share those of the port.
   */
  private OutboundChain http(
      EgressScope egress, MeshService service, ServicePort port, String address) {
    boolean all = address.equals(wildcard);
    boolean detected = port.protocol() == Protocol.AUTO;
    boolean own = detected && !all;
    var name = own ? service.hostname() + ":" + port.number() : Integer.toString(port.number());
    routes.putIfAbsent(
        name, new RouteRequest(egress, own ? service.hostname() : "", port.number()));
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
