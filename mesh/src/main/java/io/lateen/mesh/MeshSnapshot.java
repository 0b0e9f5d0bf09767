// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.kubernetes.Namespace;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.destination.DestinationRulesSnapshot;
import io.lateen.mesh.endpoint.Endpoint;
import io.lateen.mesh.endpoint.EndpointSources;
import io.lateen.mesh.endpoint.EndpointsSnapshot;
import io.lateen.mesh.endpoint.ListingChange;
import io.lateen.mesh.gateway.GatewaysSnapshot;
import io.lateen.mesh.gatewayapi.GatewayApiSnapshot;
import io.lateen.mesh.gatewayapi.Surroundings;
import io.lateen.mesh.ingress.IngressSnapshot;
import io.lateen.mesh.network.Networks;
import io.lateen.mesh.network.NetworksSnapshot;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.policy.MeshPolicies;
import io.lateen.mesh.policy.WorkloadPolicies;
import io.lateen.mesh.routing.VirtualServicesSnapshot;
import io.lateen.mesh.scope.InboundScopes;
import io.lateen.mesh.scope.OutboundScope;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.mesh.scope.ScopeInputs;
import io.lateen.mesh.scope.ScopeMemo;
import io.lateen.mesh.security.PeerAuthenticationsSnapshot;
import io.lateen.mesh.security.PeerModes;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServicesSnapshot;
import io.lateen.mesh.servicepolicy.ServicePoliciesSnapshot;
import io.lateen.mesh.settings.MeshInventory;
import io.lateen.mesh.settings.SettingsSnapshot;
import io.lateen.mesh.sidecar.SidecarsSnapshot;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadsSnapshot;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One consistent state of everything the mesh knows: the root of the small snapshots. Immutable;
 * the parts that a delta does not concern stay the same objects. Laws: {@code SnapshotLaws} of the
 * testkit.
 */
public final class MeshSnapshot {

  public static final MeshSnapshot EMPTY =
      new MeshSnapshot(
          ScopeMemo.of(ScopeInputs.EMPTY),
          EndpointsSnapshot.EMPTY,
          WorkloadsSnapshot.EMPTY,
          GatewaysSnapshot.EMPTY,
          PeerAuthenticationsSnapshot.EMPTY,
          MeshPolicies.EMPTY,
          MeshInventory.EMPTY,
          NetworksSnapshot.EMPTY,
          IngressSnapshot.EMPTY,
          GatewayApiSnapshot.EMPTY);

  private final ScopeMemo scopes;
  private final EndpointsSnapshot endpoints;
  private final WorkloadsSnapshot workloads;
  private final GatewaysSnapshot gateways;
  private final PeerAuthenticationsSnapshot peerAuthentications;
  private final MeshPolicies policies;
  private final MeshInventory inventory;
  private final NetworksSnapshot networks;
  private final IngressSnapshot ingress;
  private final GatewayApiSnapshot gatewayApi;

  private MeshSnapshot(
      ScopeMemo scopes,
      EndpointsSnapshot endpoints,
      WorkloadsSnapshot workloads,
      GatewaysSnapshot gateways,
      PeerAuthenticationsSnapshot peerAuthentications,
      MeshPolicies policies,
      MeshInventory inventory,
      NetworksSnapshot networks,
      IngressSnapshot ingress,
      GatewayApiSnapshot gatewayApi) {
    this.scopes = scopes;
    this.endpoints = endpoints;
    this.workloads = workloads;
    this.gateways = gateways;
    this.peerAuthentications = peerAuthentications;
    this.policies = policies;
    this.inventory = inventory;
    this.networks = networks;
    this.ingress = ingress;
    this.gatewayApi = gatewayApi;
  }

  /** The state after {@code delta}; this very object when it changes nothing. */
  public MeshSnapshot apply(ConfigDelta delta) {
    if (delta.isEmpty()) {
      return this;
    }
    MeshInventory inventoryNow = inventory.apply(delta);
    SettingsSnapshot settings = settings().apply(delta);
    ServicesSnapshot services = services().apply(delta);
    IngressSnapshot ingressNow = ingress.under(inventoryNow, settings.mesh().ingress(), services);
    GatewayApiSnapshot apiNow =
        gatewayApi.apply(delta, new Surroundings(services, inventoryNow.namespaces()));
    ConfigDelta routing = delta.then(ingress.to(ingressNow)).then(gatewayApi.to(apiNow));
    ScopeInputs now = inputs(routing, services, settings, inventoryNow.namespaces());
    WorkloadsSnapshot workloadsNow = workloads.apply(delta);
    var next =
        new MeshSnapshot(
            scopes.next(now),
            endpoints.apply(
                delta,
                new EndpointSources(services(), workloads),
                new EndpointSources(now.services(), workloadsNow)),
            workloadsNow,
            gateways.apply(routing),
            peerAuthentications.apply(delta),
            policies.apply(delta),
            inventoryNow,
            networks.under(inventoryNow, now.settings().mesh()).apply(delta),
            ingressNow,
            apiNow);
    return next.isMadeOfTheParts(this) ? this : next;
  }

  private ScopeInputs inputs(
      ConfigDelta delta,
      ServicesSnapshot services,
      SettingsSnapshot settings,
      KindSnapshot<Namespace> namespaces) {
    return new ScopeInputs(
        services,
        virtualServices().withDefault(settings.virtualServiceExportTo()).apply(delta),
        destinationRules().apply(delta),
        sidecars().apply(delta),
        servicePolicies().apply(delta),
        settings,
        ScopeInputs.counting(settings, namespaces));
  }

  public ServicesSnapshot services() {
    return scopes.inputs().services();
  }

  public EndpointsSnapshot endpoints() {
    return endpoints;
  }

  public WorkloadsSnapshot workloads() {
    return workloads;
  }

  public VirtualServicesSnapshot virtualServices() {
    return scopes.inputs().virtualServices();
  }

  public DestinationRulesSnapshot destinationRules() {
    return scopes.inputs().destinationRules();
  }

  public GatewaysSnapshot gateways() {
    return gateways;
  }

  public SidecarsSnapshot sidecars() {
    return scopes.inputs().sidecars();
  }

  public ServicePoliciesSnapshot servicePolicies() {
    return scopes.inputs().servicePolicies();
  }

  public PeerAuthenticationsSnapshot peerAuthentications() {
    return peerAuthentications;
  }

  public KindSnapshot<Namespace> namespaces() {
    return inventory.namespaces();
  }

  /** The policies that apply to workloads, by kind. */
  public MeshPolicies policies() {
    return policies;
  }

  /** Objects that are read as they are. */
  public MeshInventory inventory() {
    return inventory;
  }

  /** Objects of the Kubernetes Gateway API. */
  public GatewayApiSnapshot gatewayApi() {
    return gatewayApi;
  }

  /** Everything that applies to a workload. */
  public WorkloadPolicies policiesOf(Workload workload) {
    return policies.of(workload, meshConfig());
  }

  /** The networks of the mesh and the ways between them. */
  public Networks networks() {
    return networks.networks();
  }

  public SettingsSnapshot settings() {
    return scopes.inputs().settings();
  }

  /** The settings of the mesh that count. */
  public MeshConfig meshConfig() {
    return settings().mesh();
  }

  /** The Sidecar that says what the proxy of {@code workload} sees; gateways have none. */
  public Optional<ObjectKey> sidecarOf(Workload workload) {
    return scopes.sidecarOf(workload).map(ConfigObject::key);
  }

  /** What the proxy of {@code workload} sees and serves. */
  public ProxyScope scopeOf(Workload workload) {
    var inbound =
        new InboundScopes(scopes.inputs(), endpoints)
            .of(workload, scopes.sidecarOf(workload), peersOf(workload));
    return new ProxyScope(workload, scopes.of(workload), inbound, policiesOf(workload));
  }

  /**
   * What differs in the listings since another state of which only slices and workloads differ;
   * empty when something else does. For a workload that is the same object at both and that the
   * change does not concern, {@link #scopeOf} is the same, and all else that proxies are made from
   * but endpoints.
   */
  public Optional<ListingChange> listingsSince(MeshSnapshot other) {
    return hasTheGroundOf(other) && endpoints.entries() == other.endpoints.entries()
        ? Optional.of(endpoints.since(other.endpoints))
        : Optional.empty();
  }

  /** Whether all parts but endpoints and workloads are the same objects. */
  public boolean hasTheGroundOf(MeshSnapshot other) {
    return scopes == other.scopes && hasTheRestOf(other);
  }

  private boolean hasTheRestOf(MeshSnapshot other) {
    return gateways == other.gateways
        && peerAuthentications == other.peerAuthentications
        && policies == other.policies
        && inventory == other.inventory
        && networks == other.networks
        && ingress == other.ingress
        && gatewayApi == other.gatewayApi;
  }

  /**
   * Whether what workloads serve is made of the same objects as at another state, and all else that
   * is written about them; only what they see of others may differ. For a workload that is the same
   * object at both, {@link #scopeOf} differs in the outbound part at most.
   */
  public boolean servesLike(MeshSnapshot other) {
    return scopes.inputs().differsInRoutesOnly(other.scopes.inputs())
        && endpoints == other.endpoints
        && workloads == other.workloads
        && hasTheRestOf(other);
  }

  /**
   * The part of {@link #scopeOf} that a workload shares with its class, by what it was at another
   * state that this one {@link #servesLike}.
   */
  public OutboundScope outboundAfter(OutboundScope past) {
    return scopes.after(past);
  }

  /** Which connections a workload accepts. */
  public PeerModes peersOf(Workload workload) {
    return peerAuthentications.of(
        workload.namespace(), workload.labels(), settings().rootNamespace());
  }

  /**
   * Whether the mesh's mTLS may be used towards an endpoint: it has a proxy, and the policies for
   * it do not switch mTLS off at that port (istio/istio pilot/pkg/xds/endpoints/mtls_checker.go).
   */
  public boolean acceptsMtls(Endpoint endpoint) {
    if (endpoint.tlsMode() != TlsMode.ISTIO) {
      return false;
    }
    PeerModes peers =
        peerAuthentications.of(
            endpoint.workload().namespace(), endpoint.labels(), settings().rootNamespace());
    return peers.of(endpoint.port()) != MtlsMode.DISABLE;
  }

  /**
   * What clients may assume of a service port when nobody wrote TLS settings for it: {@code UNSET}
   * for services outside the mesh, {@code DISABLE} for a headless one with an endpoint without
   * proxy, else the mode of its namespace (istio/istio pilot/pkg/model/push_context.go,
   * BestEffortInferServiceMTLSMode).
   *
   * @param passthrough whether a DestinationRule asks for load balancing {@code PASSTHROUGH}
   */
  public MtlsMode inferredMtls(MeshService service, int port, boolean passthrough) {
    if (service.external()) {
      return MtlsMode.UNSET;
    }
    if (passthrough || service.resolution() == Resolution.PASSTHROUGH) {
      var found = endpoints.of(service.key(), port).endpoints();
      if (found.isEmpty()
          || found.stream().anyMatch(endpoint -> endpoint.tlsMode() == TlsMode.DISABLED)) {
        return MtlsMode.DISABLE;
      }
    }
    return peerAuthentications
        .ofNamespace(service.namespace(), settings().rootNamespace())
        .orElse(MtlsMode.PERMISSIVE);
  }

  private boolean isMadeOfTheParts(MeshSnapshot other) {
    return hasTheGroundOf(other) && endpoints == other.endpoints && workloads == other.workloads;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof MeshSnapshot snapshot
            && scopes.inputs().equals(snapshot.scopes.inputs())
            && endpoints.equals(snapshot.endpoints)
            && workloads.equals(snapshot.workloads)
            && gateways.equals(snapshot.gateways)
            && peerAuthentications.equals(snapshot.peerAuthentications)
            && policies.equals(snapshot.policies)
            && inventory.equals(snapshot.inventory)
            && networks.equals(snapshot.networks)
            && ingress.equals(snapshot.ingress)
            && gatewayApi.equals(snapshot.gatewayApi));
  }

  @Override
  public int hashCode() {
    return Objects.hash(scopes.inputs(), endpoints, workloads, gateways, peerAuthentications);
  }
}
