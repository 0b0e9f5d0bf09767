// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import io.lateen.api.Spec;
import io.lateen.api.gatewayapi.AttachedRoute;
import io.lateen.api.gatewayapi.Listener;
import io.lateen.api.gatewayapi.ParentRef;
import io.lateen.api.networking.VirtualService;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.service.ServiceKey;
import io.lateen.mesh.service.ServicesSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the parents that take a route (Istio: extractParentReferenceInfo, referenceAllowed). */
final class Attachments {

  /** Istio's order of references, which numbers what is made of them (parentRefString). */
  private static final Comparator<ParentRef> ORDER =
      Comparator.comparing(
          (ParentRef ref) ->
              "%s/%s/%s/%s/%d.%s"
                  .formatted(
                      ref.group(),
                      ref.kind(),
                      ref.name(),
                      ref.section(),
                      ref.port().orElse(0),
                      ref.namespace()));

  private final ServicesSnapshot services;
  private final Listeners listeners;
  private final Consumer<Warning> warnings;

  Attachments(ServicesSnapshot services, Listeners listeners, Consumer<Warning> warnings) {
    this.services = services;
    this.listeners = listeners;
    this.warnings = warnings;
  }

  /** The parents of {@code route}, by the names of their gateways. */
  <S extends Spec & AttachedRoute> List<Attachment> of(ConfigObject<S> route) {
    var found = new ArrayList<Attachment>();
    route.spec().parents().stream()
        .sorted(ORDER)
        .forEach(
            ref -> {
              if (ref.isMesh()) {
                mesh(route, ref, found);
              } else if (ref.isGateway()) {
                gateway(route, ref, found);
              }
            });
    found.sort(Comparator.comparing(Attachment::gateway));
    return found;
  }

  private <S extends Spec & AttachedRoute> void gateway(
      ConfigObject<S> route, ParentRef ref, List<Attachment> found) {
    var key = new ObjectKey(ref.group(), ref.kind(), ref.namespace(), ref.name());
    if (!listeners.isServed(key)) {
      report(route, ref, key.display() + " does not exist or is not served");
      return;
    }
    var all = listeners.of(key);
    Optional<String> refusal = Optional.of("has no such listener");
    boolean taken = false;
    for (var listener : all) {
      var refused = refusal(route, ref, listener);
      if (refused.isEmpty()) {
        taken = true;
        found.add(attachment(ref, listener, all));
      } else if (isMeant(ref, listener)) {
        refusal = refused;
      }
    }
    if (!taken) {
      report(route, ref, key.display() + " does not take the route: it " + refusal.get());
    }
  }

  private static Attachment attachment(
      ParentRef ref, ServedListener served, List<ServedListener> all) {
    var listener = served.listener();
    var others =
        all.stream()
            .map(ServedListener::listener)
            .filter(one -> one.port() == listener.port())
            .filter(one -> one.protocol().equals(listener.protocol()))
            .map(Listener::hostname)
            .toList();
    return new Attachment(served.gateway(), ref, List.of(), listener.hostname(), others);
  }

  private static boolean isMeant(ParentRef ref, ServedListener served) {
    var listener = served.listener();
    return (ref.port().isEmpty() || ref.port().getAsInt() == listener.port())
        && (ref.section().isEmpty() || ref.section().equals(listener.name()));
  }

  /** Why a listener does not take the route; empty when it does. */
  private static <S extends Spec & AttachedRoute> Optional<String> refusal(
      ConfigObject<S> route, ParentRef ref, ServedListener served) {
    if (!isMeant(ref, served)) {
      return Optional.of("has no such listener");
    }
    var names = route.spec().hostnames().isEmpty() ? List.of("*") : route.spec().hostnames();
    var wanted = served.listener().hostname().isEmpty() ? "*" : served.listener().hostname();
    if (names.stream().noneMatch(name -> Hosts.overlap(name, wanted))) {
      return Optional.of("serves " + wanted + ", none of the route's hosts");
    }
    boolean allowed =
        served.hosts().stream()
            .map(host -> host.substring(0, host.indexOf('/')))
            .anyMatch(from -> from.equals("*") || from.equals(route.namespace()));
    if (!allowed) {
      return Optional.of("allows no routes of the namespace " + route.namespace());
    }
    return served.takesKind(route.key().group(), route.key().kind())
        ? Optional.empty()
        : Optional.of("takes no " + route.key().kind());
  }

  private void report(ConfigObject<?> route, ParentRef ref, String message) {
    warnings.accept(
        Warning.of(
            route.key(),
            route.origin().at(ref.line()),
            "parentRefs",
            message,
            "correct the reference, or the parent"));
  }

  private void mesh(ConfigObject<?> route, ParentRef ref, List<Attachment> found) {
    var hosts = ref.isService() ? serviceHosts(ref) : entryHosts(ref);
    if (hosts.isEmpty()) {
      report(route, ref, ref.kind() + " " + ref.namespace() + "/" + ref.name() + " does not exist");
      return;
    }
    found.add(new Attachment(VirtualService.MESH_GATEWAY, ref, hosts, "", List.of()));
  }

  private List<String> serviceHosts(ParentRef ref) {
    var host = Hosts.ofService(ref.name(), ref.namespace());
    return services.get(new ServiceKey(host, ref.namespace())).isPresent()
        ? List.of(host)
        : List.of();
  }

  private List<String> entryHosts(ParentRef ref) {
    var key = new ObjectKey(Kinds.NETWORKING, "ServiceEntry", ref.namespace(), ref.name());
    return services.declaredBy(key).stream().map(service -> service.hostname()).distinct().toList();
  }
}
