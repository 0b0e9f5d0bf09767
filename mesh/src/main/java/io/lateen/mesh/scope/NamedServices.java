// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.base.map.DiffMap;
import io.lateen.mesh.routing.RouteRank;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.ServicePort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The services that the listeners of a scope name, host by host: those that they import, and what
 * their routes lead to besides (istio/istio pilot/pkg/model/sidecar.go, appendSidecarServices).
 */
record NamedServices(VisibleServices visible, List<EgressScope> egress) {

  /** The one service of a host, and where it is named first. */
  record Found(Mention first, MeshService service) {

    /** Parts of one service are joined, a Kubernetes Service takes a host over. */
    private Found and(MeshService more) {
      return new Found(first, join(service, more));
    }
  }

  /** The service of a host; empty when no listener names one that is visible. */
  Optional<Found> of(String host) {
    @Nullable Found found = null;
    for (int i = 0; i < egress.size(); i++) {
      EgressScope listener = egress.get(i);
      @Nullable ServiceRank rank = listener.ranks().get(host);
      if (rank != null) {
        found =
            add(
                found,
                Mention.of(i, rank, host),
                Optional.ofNullable(listener.imported().get(rank)));
      }
      var port = listener.written().flatMap(EgressEdit::port);
      for (var route : ports(listener, host)) {
        var service =
            visible
                .destination(host)
                .flatMap(one -> onPorts(one, port.map(Set::of).orElse(route.getValue())));
        found = add(found, Mention.of(i, route.getKey(), host), service);
      }
    }
    return Optional.ofNullable(found);
  }

  private static Set<Map.Entry<RouteRank, Set<Integer>>> ports(EgressScope listener, String host) {
    @Nullable DiffMap<RouteRank, Set<Integer>> found = listener.destinations().get(host);
    return found == null ? Set.of() : found.entrySet();
  }

  private static @Nullable Found add(
      @Nullable Found known, Mention mention, Optional<MeshService> service) {
    if (service.isEmpty()) {
      return known;
    }
    return known == null ? new Found(mention, service.get()) : known.and(service.get());
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

  private static MeshService join(MeshService known, MeshService added) {
    if (known == added || known.registry() != added.registry()) {
      return added.registry() == Registry.KUBERNETES ? added : known;
    }
    if (!known.key().equals(added.key()) || known.ports().equals(added.ports())) {
      return known;
    }
    var ports = new LinkedHashMap<Integer, ServicePort>();
    known.ports().forEach(port -> ports.put(port.number(), port));
    added.ports().forEach(port -> ports.putIfAbsent(port.number(), port));
    return known.withPorts(List.copyOf(ports.values()));
  }
}
