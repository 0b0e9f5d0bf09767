// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.Kinds;
import io.lateen.api.gatewayapi.BackendRef;
import io.lateen.api.gatewayapi.ObjectRef;
import io.lateen.api.networking.Destination;
import io.lateen.api.networking.HttpRouteDestination;
import io.lateen.api.networking.RouteDestination;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.service.ServiceKey;
import io.lateen.mesh.service.ServicesSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * From backends of routes to destinations (Istio: buildDestination). Requests to an invalid one are
 * answered with 500, which tells more than a rule that silently does nothing.
 */
final class Backends {

  /** Group of services of several clusters (MCS API). */
  private static final String MULTI_CLUSTER = "multicluster.x-k8s.io";

  /** Stands for what may not be called: proxies know no such service. */
  private static final Destination NOBODY = new Destination("", "", OptionalInt.empty());

  /** Connections to nobody (Istio: convertTCPRoute). */
  private static final RouteDestination REFUSED =
      new RouteDestination(
          new Destination("internal.cluster.local", "zero-weight", OptionalInt.of(65_535)), 0);

  private final ServicesSnapshot services;
  private final Grants grants;
  private final Consumer<Warning> warnings;

  Backends(ServicesSnapshot services, Grants grants, Consumer<Warning> warnings) {
    this.services = services;
    this.grants = grants;
    this.warnings = warnings;
  }

  /** Whether some backend of the rule gets a share. */
  static boolean anyGetsShare(List<BackendRef> refs) {
    return refs.stream().anyMatch(ref -> ref.weight() > 0);
  }

  /** The backends that get a share of the requests. */
  List<HttpRouteDestination> requests(
      ConfigObject<?> route, List<BackendRef> refs, boolean forMesh) {
    var counted = refs.stream().filter(ref -> ref.weight() > 0).toList();
    return counted.stream()
        .map(
            ref ->
                new HttpRouteDestination(
                    destination(route, ref, forMesh), weight(ref, counted), ref.headers()))
        .toList();
  }

  /** The backends that get a share of the connections; never empty. */
  List<RouteDestination> connections(
      ConfigObject<?> route, List<BackendRef> refs, boolean forMesh) {
    var counted = refs.stream().filter(ref -> ref.weight() > 0).toList();
    if (counted.isEmpty()) {
      return List.of(REFUSED);
    }
    return counted.stream()
        .map(ref -> new RouteDestination(destination(route, ref, forMesh), weight(ref, counted)))
        .toList();
  }

  private static int weight(BackendRef ref, List<BackendRef> counted) {
    return counted.size() == 1 ? 0 : ref.weight();
  }

  /** The target of copies; empty when there is none to send them to. */
  Optional<Destination> mirror(ConfigObject<?> route, BackendRef ref, boolean forMesh) {
    var found = destination(route, ref, forMesh);
    return exists(found, ref, route) ? Optional.of(found) : Optional.empty();
  }

  private boolean exists(Destination found, BackendRef ref, ConfigObject<?> route) {
    return !found.host().isEmpty() && isKnown(found.host(), namespace(ref, route), ref);
  }

  private Destination destination(ConfigObject<?> route, BackendRef ref, boolean forMesh) {
    var object = new ObjectRef(ref.group(), ref.kind(), namespace(ref, route), ref.name());
    if (!forMesh && !grants.allow(route, object)) {
      report(
          route,
          ref,
          "backend "
              + object.namespace()
              + "/"
              + ref.name()
              + " is in another namespace, where no ReferenceGrant allows this");
      return NOBODY;
    }
    var host = host(ref, namespace(ref, route));
    if (host.isEmpty()) {
      report(route, ref, "a backend of the kind " + ref.kind() + " is not served");
      return NOBODY;
    }
    if (!isKnown(host.get(), namespace(ref, route), ref)) {
      report(route, ref, "backend " + host.get() + " does not exist");
    }
    return new Destination(host.get(), "", ref.port());
  }

  private static Optional<String> host(BackendRef ref, String namespace) {
    boolean service = ref.group().isEmpty() && ref.kind().equals("Service");
    boolean imported = ref.group().equals(MULTI_CLUSTER) && ref.kind().equals("ServiceImport");
    if (service || imported) {
      return Optional.of(Hosts.ofService(ref.name(), namespace));
    }
    return isHost(ref) ? Optional.of(ref.name()) : Optional.empty();
  }

  private static boolean isHost(BackendRef ref) {
    return ref.group().equals(Kinds.NETWORKING) && ref.kind().equals("Hostname");
  }

  private boolean isKnown(String host, String namespace, BackendRef ref) {
    return isHost(ref)
        ? !services.ofHost(host).isEmpty()
            || services.wildcards().stream()
                .anyMatch(service -> Hosts.covers(service.hostname(), host))
        : services.get(new ServiceKey(host, namespace)).isPresent();
  }

  private static String namespace(BackendRef ref, ConfigObject<?> route) {
    return ref.namespace().isEmpty() ? route.namespace() : ref.namespace();
  }

  private void report(ConfigObject<?> route, BackendRef ref, String message) {
    warnings.accept(
        Warning.of(
            route.key(),
            route.origin().at(ref.line()),
            "backendRefs",
            message + "; requests to it are answered with 500",
            "correct the reference, or create what it names"));
  }
}
