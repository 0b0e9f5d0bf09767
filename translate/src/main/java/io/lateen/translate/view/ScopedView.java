// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.meshconfig.ConnectionSettings;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.ProxyHeaders;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.api.networking.ConnectionPool;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.api.networking.SidecarIngress;
import io.lateen.api.security.KeySet;
import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.endpoint.EndpointSet;
import io.lateen.mesh.gateway.BoundGateway;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.network.Networks;
import io.lateen.mesh.policy.WorkloadPolicies;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.routing.RouteRank;
import io.lateen.mesh.scope.EgressScope;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import io.lateen.mesh.workload.Labels;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.Provenance;
import io.lateen.translate.servicepolicy.Sessions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The view that one state of the mesh gives one proxy. */
public final class ScopedView implements WorkloadView {

  /** Wins over every other setting (istio/api annotation/annotations.yaml). */
  private static final String INTERCEPTION_ANNOTATION = "sidecar.istio.io/interceptionMode";

  /** Variable of a proxy whose workload asks the agent for names. */
  private static final String DNS_CAPTURE = "ISTIO_META_DNS_CAPTURE";

  private final MeshSnapshot mesh;
  private final MeshConfig config;
  private final ProxyScope scope;
  private final NameAnswers names;
  private volatile @Nullable List<InboundPort> inbound;

  /**
   * @param names who answers for names where the proxy's settings do not say it
   */
  public ScopedView(MeshSnapshot mesh, ProxyScope scope, NameAnswers names) {
    this.mesh = mesh;
    this.names = names;
    this.config = mesh.meshConfig();
    this.scope = scope;
  }

  /** What the proxy sees and serves. */
  public ProxyScope scope() {
    return scope;
  }

  @Override
  public Workload proxy() {
    return scope.workload();
  }

  @Override
  public Optional<ObjectKey> sidecar() {
    return scope.outbound().sidecar().map(ConfigObject::key);
  }

  @Override
  public WorkloadPolicies policies() {
    return scope.policies();
  }

  @Override
  public Optional<KeySet> keys(KeySet.Source source) {
    return mesh.inventory().keySets().get(source.key()).map(ConfigObject::spec);
  }

  @Override
  public ProxyRole role() {
    return proxy().role();
  }

  @Override
  public boolean isIn(String namespace) {
    return proxy().namespace().equals(namespace);
  }

  @Override
  public String locality() {
    return proxy().locality();
  }

  @Override
  public boolean hasLabels(Map<String, String> labels) {
    return Labels.select(labels, proxy().labels());
  }

  @Override
  public String label(String name) {
    return PlaceLabels.of(proxy().labels(), locality(), node(), network(), name);
  }

  @Override
  public String node() {
    return proxy().node();
  }

  @Override
  public boolean isOwnAddress(String address) {
    return proxy().addresses().contains(address);
  }

  @Override
  public IpFamilies families() {
    return IpFamilies.of(proxy().addresses());
  }

  @Override
  public ProxySettings.InterceptionMode interception() {
    var written = proxy().annotations().getOrDefault(INTERCEPTION_ANNOTATION, "");
    for (var mode : ProxySettings.InterceptionMode.values()) {
      if (mode.name().equals(written)) {
        return mode;
      }
    }
    return scope.policies().proxy().interceptionMode();
  }

  @Override
  public boolean capturesDns() {
    return switch (scope.policies().proxy().metadata().getOrDefault(DNS_CAPTURE, "")) {
      case "true" -> true;
      case "" -> names == NameAnswers.AGENT;
      default -> false;
    };
  }

  @Override
  public List<String> allocated(MeshService service) {
    return mesh.services().pool().of(service.key());
  }

  @Override
  public MeshConfig mesh() {
    return config;
  }

  @Override
  public ProxyHeaders headers() {
    return scope.policies().proxy().headers();
  }

  @Override
  public Optional<ConnectionSettings> connections() {
    return scope.policies().proxy().connections();
  }

  @Override
  public List<Optional<SidecarEgress>> egress() {
    return scope.outbound().egress().stream().map(EgressScope::written).toList();
  }

  private EgressScope listener(int egress) {
    return scope.outbound().egress().get(egress);
  }

  @Override
  public Optional<MeshService> imported(int egress, String host) {
    return listener(egress).service(host);
  }

  @Override
  public List<MeshService> covered(int egress, String pattern) {
    return listener(egress).services().stream()
        .filter(service -> Hosts.covers(pattern, service.hostname()))
        .toList();
  }

  @Override
  public Optional<ResolvedVirtualService> routes(int egress, RouteRank rank) {
    return Optional.ofNullable(listener(egress).routes().get(rank));
  }

  @Override
  public Optional<ResolvedVirtualService> httpRoutesOf(int egress, String host) {
    return listener(egress).httpRoutesOf(host);
  }

  @Override
  public List<ResolvedVirtualService> httpClaims(int egress, String host) {
    return listener(egress).httpClaims(host);
  }

  @Override
  public List<ResolvedVirtualService> connectionRoutes(int egress, String host) {
    return listener(egress).connectionRoutesOf(host);
  }

  @Override
  public List<String> aliases(String host) {
    return scope.outbound().aliasesOf(host);
  }

  @Override
  public Collection<MeshService> services() {
    return scope.outbound().services();
  }

  @Override
  public Optional<MeshService> service(String host) {
    return scope.outbound().service(host);
  }

  @Override
  public List<MergedDestinationRule> destinationRules(String host) {
    return scope.outbound().destinationRules(host);
  }

  @Override
  public ServiceSettings settings(String host) {
    return scope.outbound().settings(host);
  }

  @Override
  public boolean keepsSessions() {
    return Sessions.keptByAny(scope.outbound().settings().values());
  }

  @Override
  public Networks networks() {
    return mesh.networks();
  }

  @Override
  public String network() {
    var address = proxy().addresses().stream().findFirst().orElse("");
    return mesh.networks().of(proxy().network(), address);
  }

  @Override
  public EndpointSet endpoints(MeshService service, int port) {
    return mesh.endpoints().of(service.key(), port);
  }

  @Override
  public Set<WorkloadKey> refusingMtls(EndpointSet endpoints) {
    var refusing = new TreeSet<WorkloadKey>();
    for (var endpoint : endpoints.endpoints()) {
      if (endpoint.tlsMode() == TlsMode.ISTIO && !mesh.acceptsMtls(endpoint)) {
        refusing.add(endpoint.workload());
      }
    }
    return refusing;
  }

  @Override
  public Object source(Source source) {
    return switch (source) {
      case SCOPE -> scope.outbound();
      case ENDPOINTS -> mesh.endpoints();
      case PEERS -> mesh.peerAuthentications();
      case SETTINGS -> mesh.settings();
      case POLICIES -> mesh.policies();
      case ADDRESSES -> mesh.services().pool();
      case NETWORKS -> mesh.networks();
      case PROXY -> scope.workload();
    };
  }

  @Override
  public MtlsMode inferredMtls(MeshService service, int port, boolean passthrough) {
    return mesh.inferredMtls(service, port, passthrough);
  }

  @Override
  public OutboundTrafficPolicy outboundPolicy() {
    return scope.outbound().outboundTrafficPolicy();
  }

  @Override
  public boolean passesMeshTlsOn() {
    return role() == ProxyRole.ROUTER
        && BoundGateway.of(mesh.gateways(), scope).stream().anyMatch(BoundGateway::passesMeshTlsOn);
  }

  @Override
  public boolean hasOwnPorts() {
    return !scope.inbound().ingress().isEmpty();
  }

  @Override
  public List<InboundPort> inbound() {
    var known = inbound;
    if (known == null) {
      known = InboundPorts.of(scope, interception());
      inbound = known;
    }
    return known;
  }

  @Override
  public MtlsMode inboundMode() {
    return scope.inbound().peers().mode();
  }

  @Override
  public List<Provenance.Cause> inboundPolicies() {
    return scope.inbound().peers().policies().reversed().stream()
        .flatMap(key -> mesh.peerAuthentications().written().get(key).stream())
        .map(Provenance.Cause::of)
        .toList();
  }

  @Override
  public Map<Integer, MtlsMode> inboundPortModes() {
    return scope.inbound().peers().ports();
  }

  @Override
  public Optional<ConnectionPool> inboundPool(int port) {
    return scope.inbound().ingress().stream()
        .filter(ingress -> ingress.port().number() == port)
        .findFirst()
        .flatMap(SidecarIngress::connectionPool)
        .or(() -> scope.inbound().connectionPool());
  }
}
