// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gateway;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.Gateway;
import io.lateen.api.networking.ServerTlsMode;
import io.lateen.mesh.scope.InboundService;
import io.lateen.mesh.scope.ProxyScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A Gateway that one proxy serves (Istio: pilot/pkg/model/push_context.go mergeGateways).
 *
 * @param bySelector whether labels bind it; else it names the services of the proxies
 * @param services ports of the services before the proxy that count for it, oldest service first
 */
public record BoundGateway(
    ConfigObject<Gateway> gateway, boolean bySelector, List<InboundService> services) {

  /** Hosts of services, comma-separated: their proxies serve the Gateway, whatever it selects. */
  private static final String SERVICES_ANNOTATION = "internal.istio.io/gateway-service";

  /** Namespace of the object that the Gateway was made from, when it is another one. */
  private static final String PARENT_NAMESPACE_ANNOTATION = "internal.istio.io/parent-namespace";

  /**
   * On a Service: Gateways by selector name the proxies' own ports, not this Service's (istio/istio
   * pilot/pkg/model/gateway.go DisableGatewayPortTranslationLabel).
   */
  private static final String OWN_PORTS_LABEL =
      "experimental.istio.io/disable-gateway-port-translation";

  public BoundGateway {
    services = List.copyOf(services);
  }

  /** All that bind to the proxy, oldest first. */
  public static List<BoundGateway> of(GatewaysSnapshot gateways, ProxyScope scope) {
    var bound = new ArrayList<BoundGateway>();
    var translating =
        scope.inbound().services().stream()
            .filter(served -> !served.service().labels().containsKey(OWN_PORTS_LABEL))
            .toList();
    for (var gateway : gateways.all()) {
      var named = gateway.meta().annotation(SERVICES_ANNOTATION);
      if (!named.isEmpty()) {
        var services = named(gateway, Set.of(named.split(",")), scope);
        if (!services.isEmpty()) {
          bound.add(new BoundGateway(gateway, false, services));
        }
      } else if (scope.workload().isSelectedBy(gateway.spec().selector())) {
        bound.add(new BoundGateway(gateway, true, translating));
      }
    }
    return bound;
  }

  /** Whether some server passes the mesh's TLS on to any service that a server name spells out. */
  public boolean passesMeshTlsOn() {
    return gateway.spec().servers().stream()
        .flatMap(server -> server.tls().stream())
        .anyMatch(tls -> tls.mode() == ServerTlsMode.AUTO_PASSTHROUGH);
  }

  private static List<InboundService> named(
      ConfigObject<Gateway> gateway, Set<String> hosts, ProxyScope scope) {
    var parent = gateway.meta().annotation(PARENT_NAMESPACE_ANNOTATION);
    var namespace = parent.isEmpty() ? gateway.namespace() : parent;
    return scope.inbound().services().stream()
        .filter(served -> hosts.contains(served.service().hostname()))
        .filter(served -> served.service().namespace().equals(namespace))
        .toList();
  }

  /**
   * The proxy's ports for a port that the Gateway names. By selector that is the first target port
   * found, else the number itself; by service every target port, and none for an unknown port.
   */
  public List<Integer> ports(int number) {
    var targets =
        services.stream()
            .filter(served -> served.port().number() == number)
            .map(InboundService::targetPort)
            .distinct()
            .toList();
    if (!bySelector) {
      return targets;
    }
    return List.of(targets.isEmpty() ? number : targets.getFirst());
  }
}
