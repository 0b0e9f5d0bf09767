// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.gatewayapi.AllowedNamespaces;
import io.lateen.api.gatewayapi.KubernetesGateway;
import io.lateen.api.gatewayapi.Listener;
import io.lateen.api.gatewayapi.ListenerSet;
import io.lateen.mesh.object.Warning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The listeners of all Gateways that are served. Of two that cannot be told apart the first counts:
 * the Gateway's own, then those of ListenerSets, oldest first (Istio: listener_conflict.go).
 */
final class Listeners {

  private static final String NAME_LABEL = "kubernetes.io/metadata.name";
  private static final List<String> BY_HOST = List.of("HTTP", "HTTPS", "TLS");
  private static final List<String> SERVED = List.of("HTTP", "HTTPS", "TLS", "TCP");

  private final Surroundings surroundings;
  private final Consumer<Warning> warnings;
  private final Map<ObjectKey, List<ServedListener>> byOwner = new HashMap<>();

  Listeners(Surroundings surroundings, Consumer<Warning> warnings) {
    this.surroundings = surroundings;
    this.warnings = warnings;
  }

  /** Adds a Gateway with its ListenerSets, which are oldest first. */
  List<ServedListener> add(
      ConfigObject<KubernetesGateway> gateway, List<ConfigObject<ListenerSet>> sets) {
    var accepted = new ArrayList<ServedListener>();
    byOwner.computeIfAbsent(gateway.key(), _ -> new ArrayList<>());
    gateway.spec().listeners().forEach(one -> add(gateway, gateway, one, accepted));
    for (var set : sets) {
      if (allowed(gateway, gateway.spec().listenerSets()).stream()
          .anyMatch(namespace -> namespace.equals("*") || namespace.equals(set.namespace()))) {
        byOwner.computeIfAbsent(set.key(), _ -> new ArrayList<>());
        set.spec().listeners().forEach(one -> add(set, gateway, one, accepted));
      } else {
        report(set, 0, "its Gateway takes no listeners of this namespace", "allowedListeners");
      }
    }
    return accepted;
  }

  /** The listeners of a Gateway or ListenerSet; empty when it is not served. */
  List<ServedListener> of(ObjectKey owner) {
    return byOwner.getOrDefault(owner, List.of());
  }

  boolean isServed(ObjectKey owner) {
    return byOwner.containsKey(owner);
  }

  private void add(
      ConfigObject<?> owner,
      ConfigObject<?> parent,
      Listener listener,
      List<ServedListener> accepted) {
    if (!SERVED.contains(listener.protocol())) {
      report(
          owner,
          listener.line(),
          "listener "
              + listener.name()
              + " is not served: the protocol "
              + listener.protocol()
              + " is none of HTTP, HTTPS, TLS and TCP",
          "protocol");
      return;
    }
    var winner =
        accepted.stream().filter(one -> !areDistinct(one.listener(), listener)).findFirst();
    if (winner.isPresent()) {
      report(
          owner,
          listener.line(),
          "listener "
              + listener.name()
              + " is not served: listener "
              + winner.get().listener().name()
              + " of "
              + winner.get().owner().key().display()
              + " already has its port and host",
          "listeners");
      return;
    }
    var hostname = listener.hostname().isEmpty() ? "*" : listener.hostname();
    var namespaces = allowed(owner, listener.namespaces());
    var hosts =
        namespaces.isEmpty()
            ? List.of("~/" + hostname)
            : namespaces.stream().map(namespace -> namespace + "/" + hostname).toList();
    var served = new ServedListener(owner, parent, listener, hosts);
    accepted.add(served);
    byOwner.computeIfAbsent(owner.key(), _ -> new ArrayList<>()).add(served);
  }

  private static boolean areDistinct(Listener one, Listener other) {
    if (one.port() != other.port()) {
      return true;
    }
    return BY_HOST.contains(one.protocol())
        && BY_HOST.contains(other.protocol())
        && !one.hostname().equals(other.hostname());
  }

  /** Namespaces from which others may be attached to {@code owner}; {@code *} is any. */
  private List<String> allowed(ConfigObject<?> owner, AllowedNamespaces namespaces) {
    return switch (namespaces.from()) {
      case NONE -> List.of();
      case SAME -> List.of(owner.namespace());
      case ALL -> List.of("*");
      case SELECTOR -> selected(namespaces);
    };
  }

  private List<String> selected(AllowedNamespaces namespaces) {
    return surroundings.namespaces().byKey().values().stream()
        .filter(
            namespace -> {
              var labels = new TreeMap<>(namespace.meta().labels());
              labels.put(NAME_LABEL, namespace.name());
              return namespaces.selector().filter(one -> one.selects(labels)).isPresent();
            })
        .map(ConfigObject::name)
        .sorted()
        .toList();
  }

  private void report(ConfigObject<?> owner, int line, String message, String path) {
    warnings.accept(
        Warning.of(owner.key(), owner.origin().at(line), path, message, "change one of them"));
  }
}
