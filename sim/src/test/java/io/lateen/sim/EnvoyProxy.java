// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.TypeUrls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of the simulation: Envoy's incremental client, with or without Lateen's relay before it.
 * It keeps what it has over broken streams, lists it when it comes back, and asks for whatever its
 * resources name.
 */
final class EnvoyProxy {

  /** Types in the order in which Envoy asks for them. */
  private static final List<String> TYPES =
      List.of(
          TypeUrls.CLUSTER, TypeUrls.ENDPOINT, TypeUrls.LISTENER, TypeUrls.ROUTE, TypeUrls.SECRET);

  private final String name;
  private final String uid;
  private final String node;
  private final boolean relay;

  /** Answers about clusters when they are warm, as Envoy does; others answer at once. */
  private final boolean patient;

  private final ProxyConfig config;
  private final WholeContents whole = new WholeContents();
  private final Map<String, Set<String>> subscribed = new TreeMap<>();
  private final Map<String, DeltaDiscoveryRequest> owed = new HashMap<>();
  private final Doubles doubles;
  private @Nullable Wire wire;
  private @Nullable Plane plane;
  private boolean listening;
  private boolean slow;
  private String seen = "";
  private long bytes;

  EnvoyProxy(String name, String namespace, String node, int number, Doubles doubles) {
    this.name = name + "." + namespace;
    this.uid = "uid-" + name;
    this.node = node;
    this.relay = number % 2 == 0;
    this.patient = number % 3 != 0;
    this.config = new ProxyConfig(namespace);
    this.doubles = doubles;
  }

  ProxyConfig config() {
    return config;
  }

  String name() {
    return name;
  }

  String uid() {
    return uid;
  }

  /** Whether the relay stands before it. */
  boolean hasRelay() {
    return relay;
  }

  /** Bytes of all resources and removals that it read. */
  long bytes() {
    return bytes;
  }

  boolean connected() {
    return wire != null && !wire.gone();
  }

  Optional<Plane> plane() {
    return Optional.ofNullable(plane);
  }

  Optional<Wire> wire() {
    return Optional.ofNullable(wire);
  }

  /** Differences that were made whole. */
  int differences() {
    return whole.resolved();
  }

  void slow(boolean on) {
    slow = on;
  }

  void connect(Plane to) {
    plane = to;
    wire = to.connect(node, relay);
    subscribed.clear();
    owed.clear();
    if (relay) {
      config.warmFromWhatItHas();
    }
    ask(TypeUrls.CLUSTER, Set.of(), Set.of(), true);
    if (listening) {
      for (var type : TYPES.subList(1, TYPES.size())) {
        subscribe(type);
      }
    }
  }

  void cut() {
    if (wire != null) {
      wire.cut();
    }
  }

  /** Reads one response; false when there is none or the proxy is slow. */
  boolean read() {
    if (wire == null || slow) {
      return false;
    }
    var next = wire.arriveAtProxy();
    next.ifPresent(
        response -> {
          bytes += contents(response).getSerializedSize();
          take(response);
        });
    return next.isPresent();
  }

  /** Without what every answer has, also one that says that nothing differs. */
  private static DeltaDiscoveryResponse contents(DeltaDiscoveryResponse response) {
    return response.toBuilder().clearTypeUrl().clearNonce().clearSystemVersionInfo().build();
  }

  private void take(DeltaDiscoveryResponse response) {
    var type = response.getTypeUrl();
    var version = response.getSystemVersionInfo();
    seen = version.contains("@") ? version.substring(version.indexOf('@') + 1) : "";
    var refused = new ArrayList<String>();
    try {
      for (var sent : response.getResourcesList()) {
        var resource = whole.of(type, sent);
        if (ProxyConfig.refuses(type, resource)) {
          refused.add(resource.getName());
        } else {
          whole.took(type, resource);
          config.put(type, resource);
          forgetUnwanted(type, resource.getName());
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
    response.getRemovedResourcesList().forEach(gone -> config.remove(type, gone));
    config.settle();
    var answer =
        DeltaDiscoveryRequest.newBuilder().setTypeUrl(type).setResponseNonce(response.getNonce());
    if (!refused.isEmpty()) {
      answer.getErrorDetailBuilder().setCode(13).setMessage("poison in " + refused);
    }
    owed.put(type, answer.build());
    follow();
    payDebts();
  }

  /** What came after nothing named it any more. */
  private void forgetUnwanted(String type, String resource) {
    var wildcard = type.equals(TypeUrls.CLUSTER) || type.equals(TypeUrls.LISTENER);
    if (!wildcard && !config.wanted(type).contains(resource)) {
      config.remove(type, resource);
    }
  }

  /** Asks for what is named now and no longer for what is not. */
  private void follow() {
    subscribe(TypeUrls.ENDPOINT);
    if (listening) {
      subscribe(TypeUrls.ROUTE);
      subscribe(TypeUrls.SECRET);
    }
  }

  private void payDebts() {
    if (doubles.proxiesForget()) {
      return;
    }
    for (var type : TYPES) {
      var answer = owed.get(type);
      var warm = !type.equals(TypeUrls.CLUSTER) || !patient || config.warming().isEmpty();
      if (answer != null && warm) {
        owed.remove(type);
        send(answer);
        if (type.equals(TypeUrls.CLUSTER) && !listening) {
          listening = true;
          ask(TypeUrls.LISTENER, Set.of(), Set.of(), true);
          follow();
        }
      }
    }
    owed.keySet().removeIf(type -> !TYPES.contains(type));
  }

  private void subscribe(String type) {
    var first = !subscribed.containsKey(type);
    if (type.equals(TypeUrls.LISTENER)) {
      ask(type, Set.of(), Set.of(), first);
      return;
    }
    var wanted = config.wanted(type);
    var had = subscribed.getOrDefault(type, Set.of());
    var more = new TreeSet<>(wanted);
    more.removeAll(had);
    var less = new TreeSet<>(had);
    less.removeAll(wanted);
    if (!more.isEmpty() || !less.isEmpty()) {
      less.forEach(gone -> config.remove(type, gone));
      ask(type, more, less, first);
      subscribed.put(type, wanted);
    }
  }

  /** Asks for secrets that are none of its business. */
  void pry() {
    if (!connected()) {
      return;
    }
    var names = new TreeSet<String>();
    for (var namespace : ConfigSource.NAMESPACES) {
      names.add("kubernetes://cert-" + namespace);
      names.add("kubernetes://" + namespace + "/cert-" + namespace);
      names.add("kubernetes-gateway://" + namespace + "/cert-" + namespace);
    }
    names.add("*");
    ask(TypeUrls.SECRET, names, Set.of(), !subscribed.containsKey(TypeUrls.SECRET));
    names.addAll(subscribed.getOrDefault(TypeUrls.SECRET, Set.of()));
    subscribed.put(TypeUrls.SECRET, names);
  }

  private void ask(String type, Collection<String> more, Collection<String> less, boolean first) {
    var request =
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(type)
            .addAllResourceNamesSubscribe(more)
            .addAllResourceNamesUnsubscribe(less);
    if (first) {
      request.setNode(introduction());
      request.putAllInitialResourceVersions(config.versions(type));
      subscribed.putIfAbsent(type, Set.of());
    }
    send(request.build());
  }

  private void send(DeltaDiscoveryRequest request) {
    if (wire != null) {
      wire.send(request);
    }
  }

  private Node introduction() {
    var metadata =
        Struct.newBuilder()
            .putFields(ProxyNode.WORKLOAD_UID, text(uid))
            .putFields(ProxyNode.SEEN_REVISION, text(seen));
    var node = Node.newBuilder().setId(name).setMetadata(metadata);
    if (relay) {
      node.addClientFeatures(ProxyNode.RELAY_FEATURE);
    }
    return node.build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
