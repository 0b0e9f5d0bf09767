// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.PortSpec;
import io.lateen.api.networking.Sidecar;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.api.networking.VirtualService;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.host.HostIndex;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Computes one outbound scope from its inputs. */
final class OutboundScopes {

  private final ScopeInputs inputs;
  private final String namespace;
  private final VisibleServices visible;
  private final Set<Warning> warnings = new LinkedHashSet<>();

  private OutboundScopes(ScopeInputs inputs, String namespace) {
    this.inputs = inputs;
    this.namespace = namespace;
    this.visible =
        new VisibleServices(
            inputs.services(),
            inputs.settings().serviceExportTo(),
            EntryVisibility.of(inputs.settings().mesh(), inputs.namespaces()),
            namespace);
  }

  /** What proxies of {@code namespace} see under {@code sidecar}. */
  static OutboundScope compute(
      ScopeInputs inputs, String namespace, Optional<ConfigObject<Sidecar>> sidecar) {
    return new OutboundScopes(inputs, namespace).compute(sidecar);
  }

  private OutboundScope compute(Optional<ConfigObject<Sidecar>> sidecar) {
    List<SidecarEgress> written = sidecar.map(object -> object.spec().egress()).orElse(List.of());
    List<MeshService> all = visible.all();
    List<ResolvedVirtualService> routes =
        inputs.virtualServices().visible(VirtualService.MESH_GATEWAY, namespace);
    var egress = new ArrayList<EgressScope>();
    if (written.isEmpty()) {
      var filter = HostFilter.of(HostFilter.EVERYTHING, namespace);
      egress.add(listener(Optional.empty(), filter, all, routes));
    }
    for (SidecarEgress entry : written) {
      var filter = HostFilter.of(entry.hosts(), namespace);
      egress.add(listener(Optional.of(entry), filter, all, routes));
    }
    Map<String, MeshService> services = union(egress);
    return new OutboundScope(
        namespace,
        sidecar,
        egress,
        List.copyOf(services.values()),
        services,
        rules(services),
        settings(services),
        sidecar.flatMap(object -> object.spec().outboundTrafficPolicy()).orElseGet(this::ofMesh),
        List.copyOf(warnings));
  }

  private OutboundTrafficPolicy ofMesh() {
    return new OutboundTrafficPolicy(
        inputs.settings().mesh().outboundTrafficPolicy(), Optional.empty());
  }

  private EgressScope listener(
      Optional<SidecarEgress> written,
      HostFilter filter,
      List<MeshService> all,
      List<ResolvedVirtualService> routes) {
    Optional<Integer> port = written.flatMap(SidecarEgress::port).flatMap(OutboundScopes::single);
    Predicate<MeshService> imported =
        service ->
            filter.importsService(service.hostname(), service.namespace())
                && (port.isEmpty() || service.port(port.get()).isPresent());
    List<MeshService> services =
        visible.select(all, imported).stream()
            .map(service -> port.isEmpty() ? service : onPort(service, port.get()))
            .toList();
    List<ResolvedVirtualService> imports =
        routes.stream().filter(route -> imports(filter, route)).toList();
    return new EgressScope(written, services, imports, owners(imports, merged(services)));
  }

  private static boolean imports(HostFilter filter, ResolvedVirtualService route) {
    var hosts = route.spec().hosts();
    var of = route.key().namespace();
    return route.followsGatewayApi()
        ? hosts.stream().anyMatch(host -> filter.importsService(host, of))
        : filter.importsRoutes(hosts, of);
  }

  /** The port that services must have; a generic HTTP proxy listener serves all ports. */
  private static Optional<Integer> single(PortSpec port) {
    return port.number() == 0 || Protocol.named(port.protocol()) == Protocol.HTTP_PROXY
        ? Optional.empty()
        : Optional.of(port.number());
  }

  private static MeshService onPort(MeshService service, int port) {
    return service.ports().size() == 1
        ? service
        : service.withPorts(service.port(port).stream().toList());
  }

  /** The hosts whose VirtualServices are put together. */
  private Set<String> merged(List<MeshService> services) {
    if (inputs.servicePolicies().byPlace().isEmpty()) {
      return Set.of();
    }
    return services.stream()
        .filter(service -> settings(service).merges())
        .map(MeshService::hostname)
        .collect(Collectors.toUnmodifiableSet());
  }

  private ServiceSettings settings(MeshService service) {
    return inputs.servicePolicies().of(service.key(), inputs.settings().rootNamespace());
  }

  private Map<String, ServiceSettings> settings(Map<String, MeshService> services) {
    var found = new LinkedHashMap<String, ServiceSettings>();
    services.forEach(
        (host, service) -> {
          ServiceSettings settings = settings(service);
          if (!settings.equals(ServiceSettings.NONE)) {
            found.put(host, settings);
          }
        });
    return found;
  }

  /** The first VirtualService wins a host; the others are reported unless they take part in it. */
  private HostIndex<ResolvedVirtualService> owners(
      List<ResolvedVirtualService> imports, Set<String> merged) {
    HostIndex<ResolvedVirtualService> owners = HostIndex.empty();
    for (ResolvedVirtualService routes : imports) {
      if (routes.spec().http().isEmpty()) {
        continue;
      }
      for (String host : routes.spec().hosts()) {
        if (!applies(routes, host)) {
          continue;
        }
        Optional<ResolvedVirtualService> winner = owners.get(host);
        if (winner.isEmpty()) {
          owners = owners.plus(host, routes);
        } else if (!winner.get().key().equals(routes.key())
            && !merged.contains(host)
            && !routes.followsGatewayApi()) {
          warnings.add(HostConflict.lost(routes, host, winner.get()));
        }
      }
    }
    return owners;
  }

  private boolean applies(ResolvedVirtualService routes, String host) {
    return !routes.followsGatewayApi()
        || visible
            .destination(host)
            .filter(service -> routes.appliesTo(service.namespace(), namespace))
            .isPresent();
  }

  private Map<String, MeshService> union(List<EgressScope> egress) {
    var union = new ImportedServices();
    for (EgressScope listener : egress) {
      listener.services().forEach(union::add);
      Optional<Integer> port =
          listener.written().flatMap(SidecarEgress::port).flatMap(OutboundScopes::single);
      for (ResolvedVirtualService routes : listener.virtualServices()) {
        RouteDestinations.of(routes.spec(), namespace)
            .forEach(
                (host, ports) ->
                    visible
                        .destination(host)
                        .flatMap(service -> onPorts(service, port.map(Set::of).orElse(ports)))
                        .ifPresent(union::add));
      }
    }
    return union.byHost();
  }

  /** The service with those of {@code ports} that it has; empty when it has none of them. */
  private static Optional<MeshService> onPorts(MeshService service, Set<Integer> ports) {
    if (ports.contains(RouteDestinations.EVERY_PORT)) {
      return Optional.of(service);
    }
    List<ServicePort> kept =
        service.ports().stream().filter(port -> ports.contains(port.number())).toList();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(kept.size() == service.ports().size() ? service : service.withPorts(kept));
  }

  private Map<String, List<MergedDestinationRule>> rules(Map<String, MeshService> services) {
    var found = new LinkedHashMap<String, List<MergedDestinationRule>>();
    var defaults = inputs.settings().destinationRules();
    services.forEach(
        (host, service) -> {
          var rules = inputs.destinationRules().lookup(namespace, service.key(), defaults);
          if (!rules.isEmpty()) {
            found.put(host, rules);
          }
        });
    return found;
  }
}
