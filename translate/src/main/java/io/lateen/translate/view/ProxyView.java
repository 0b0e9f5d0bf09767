// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

import io.lateen.api.meshconfig.ConnectionSettings;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.ProxyHeaders;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.destination.DestinationRulesSnapshot;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.endpoint.EndpointSet;
import io.lateen.mesh.network.Networks;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.routing.RouteRank;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.WorkloadKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the planners see of the mesh through the eyes of one proxy: visibility and conflicts are
 * decided already. Immutable; safe on any thread.
 */
public interface ProxyView {

  ProxyRole role();

  /** Whether the proxy is in that namespace. */
  boolean isIn(String namespace);

  /** Where the proxy runs, {@code region/zone/subzone}; empty when unknown. */
  String locality();

  /** Whether the proxy's labels include all of these; true for none. */
  boolean hasLabels(Map<String, String> labels);

  /**
   * The value of one of the proxy's labels, among which are those that say its place, machine and
   * network; empty for none.
   */
  String label(String name);

  /** The machine that the proxy runs on; empty when unknown. */
  String node();

  /** Whether the address is one of the proxy's workload. */
  boolean isOwnAddress(String address);

  /** The families of the proxy's addresses. */
  IpFamilies families();

  /** How traffic comes to the proxy. */
  ProxySettings.InterceptionMode interception();

  MeshConfig mesh();

  /** Which headers the proxy adds. */
  ProxyHeaders headers();

  /** Buffers, time-outs and limits of the proxy's connections, as they are written. */
  Optional<ConnectionSettings> connections();

  /**
   * The families for which the proxy opens ports and resolves names: of a proxy with both only
   * IPv4, unless the mesh switches on {@code ISTIO_DUAL_STACK} for its proxies, as in Istio.
   */
  default IpFamilies openFamilies() {
    return families() == IpFamilies.BOTH && !isDualStack() ? IpFamilies.V4 : families();
  }

  private boolean isDualStack() {
    return mesh().defaultConfig().metadata().getOrDefault("ISTIO_DUAL_STACK", "").equals("true");
  }

  /**
   * Whether names are resolved for the workload by its agent, which knows addresses that nobody
   * else does; switched on by {@code ISTIO_META_DNS_CAPTURE} in the proxy's settings, as in Istio.
   */
  boolean capturesDns();

  /** The addresses that the mesh gave to a service without any. */
  List<String> allocated(MeshService service);

  /**
   * The virtual addresses of a service that this proxy can call: those of a Kubernetes Service and
   * those that the mesh gave only in its families, of a proxy with both that is not dual stack only
   * in the family of the first (Istio: model/service.go getAllAddressesForProxy).
   */
  default List<String> addresses(MeshService service) {
    if (service.registry() == Registry.SERVICE_ENTRY && !service.addresses().isEmpty()) {
      return service.addresses();
    }
    var all = service.addresses();
    if (all.isEmpty() && service.registry() == Registry.SERVICE_ENTRY && capturesDns()) {
      all = allocated(service);
    }
    if (all.isEmpty()) {
      return all;
    }
    var families = families();
    var usable =
        families == IpFamilies.BOTH && !isDualStack() ? IpFamilies.of(all.subList(0, 1)) : families;
    return all.stream().filter(usable::includes).toList();
  }

  /**
   * The outbound listeners of the proxy's Sidecar: those with a port of their own first, the
   * catch-all last; a single absent one when there is no Sidecar. Their indexes name them below.
   */
  List<Optional<SidecarEgress>> egress();

  /** The service of that host that a listener imports. */
  Optional<MeshService> imported(int egress, String host);

  /** The services that a listener imports and a pattern covers, in order. */
  List<MeshService> covered(int egress, String pattern);

  /** The VirtualService of that rank which a listener imports. */
  Optional<ResolvedVirtualService> routes(int egress, RouteRank rank);

  /** The VirtualService whose HTTP rules apply to a host at a listener. */
  Optional<ResolvedVirtualService> httpRoutesOf(int egress, String host);

  /** The VirtualServices with HTTP rules that name exactly that host, in order. */
  List<ResolvedVirtualService> httpClaims(int egress, String host);

  /** The VirtualServices with TLS or TCP rules whose hosts cover that host, in order. */
  List<ResolvedVirtualService> connectionRoutes(int egress, String host);

  /** The visible second names of a service, in order. */
  List<String> aliases(String host);

  /** The visible service of that name. */
  Optional<MeshService> service(String host);

  /** What ServicePolicies say of a visible service. */
  ServiceSettings settings(String host);

  /** Whether calls of some visible service are kept on their endpoints. */
  boolean keepsSessions();

  /** The rules for calls to that host; several only when they are for different workloads. */
  List<MergedDestinationRule> destinationRules(String host);

  /** The rule for calls of this proxy to that host. */
  default Optional<MergedDestinationRule> destinationRule(String host) {
    return DestinationRulesSnapshot.select(
        destinationRules(host), this::isIn, selector -> hasLabels(selector.labels()));
  }

  /** The networks of the mesh and the ways between them. */
  Networks networks();

  /** The network that the proxy is in; empty when nothing says. */
  String network();

  /** The endpoints of a service port. */
  EndpointSet endpoints(MeshService service, int port);

  /** The workloads behind endpoints with a proxy that may not be called with the mesh's mTLS. */
  Set<WorkloadKey> refusingMtls(EndpointSet endpoints);

  /**
   * What may be assumed of a service port for which nobody wrote TLS settings.
   *
   * @param passthrough whether the address that the caller asked for is kept
   */
  MtlsMode inferredMtls(MeshService service, int port, boolean passthrough);

  /** What happens to traffic to unknown hosts. */
  OutboundTrafficPolicy outboundPolicy();
}
