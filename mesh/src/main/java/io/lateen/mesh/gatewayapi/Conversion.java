// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.Spec;
import io.lateen.api.gatewayapi.ListenerSet;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.object.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes everything that the objects of the Gateway API stand for. */
final class Conversion {

  /** The order in which objects win (Istio: sortRoutesByCreationTime). */
  static final Comparator<ConfigObject<?>> OLDEST_FIRST =
      Comparator.comparing((ConfigObject<?> object) -> object.meta().creation())
          .thenComparing(ConfigObject::namespace)
          .thenComparing(ConfigObject::name)
          .thenComparing(ConfigObject::key);

  private final GatewayApiObjects written;
  private final Surroundings surroundings;
  private final Grants grants;
  private final List<ConfigObject<?>> objects = new ArrayList<>();
  private final Set<Warning> warnings = new LinkedHashSet<>();

  Conversion(GatewayApiObjects written, Surroundings surroundings) {
    this.written = written;
    this.surroundings = surroundings;
    this.grants = new Grants(written.grants().byKey().values());
    var listeners = listeners();
    routes(new Attachments(surroundings.services(), listeners, warnings::add));
    var policies = new BackendTls(surroundings.services(), warnings::add);
    sorted(written.policies()).forEach(policies::add);
    objects.addAll(policies.destinationRules());
  }

  private Listeners listeners() {
    var listeners = new Listeners(surroundings, warnings::add);
    var conversion =
        new GatewayConversion(
            new GatewayClasses(written.classes().byKey().values()),
            new ListenerTls(grants, warnings::add),
            warnings::add);
    Map<ObjectKey, List<ConfigObject<ListenerSet>>> sets =
        sorted(written.listenerSets()).stream()
            .collect(Collectors.groupingBy(Conversion::gatewayOf));
    for (var gateway : sorted(written.gateways())) {
      if (conversion.serves(gateway)) {
        var added = listeners.add(gateway, sets.getOrDefault(gateway.key(), List.of()));
        objects.addAll(conversion.gateways(gateway, added));
      }
    }
    return listeners;
  }

  private static ObjectKey gatewayOf(ConfigObject<ListenerSet> set) {
    var gateway = set.spec().gateway();
    return new ObjectKey(gateway.group(), gateway.kind(), gateway.namespace(), gateway.name());
  }

  private void routes(Attachments attachments) {
    var backends = new Backends(surroundings.services(), grants, warnings::add);
    var requests = new RequestRoutes(attachments, backends);
    sorted(written.requests()).forEach(requests::add);
    objects.addAll(requests.virtualServices());
    var connections = new ConnectionRoutes(attachments, backends);
    sorted(written.connections())
        .forEach(route -> objects.addAll(connections.virtualServices(route)));
  }

  private static <S extends Spec> List<ConfigObject<S>> sorted(KindSnapshot<S> objects) {
    return objects.byKey().values().stream().sorted(OLDEST_FIRST).toList();
  }

  List<ConfigObject<?>> objects() {
    return objects;
  }

  List<Warning> warnings() {
    return List.copyOf(warnings);
  }
}
