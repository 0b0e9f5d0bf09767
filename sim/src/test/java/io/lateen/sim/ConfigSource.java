// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one truth: a log of transactions, each consistent by itself, and the state after each. Every
 * changed object carries the number of its transaction as a mark that ends up in what Envoy gets:
 * timeouts of routes and clusters, addresses of endpoints.
 */
final class ConfigSource {

  static final List<String> NAMESPACES = List.of("blue", "green");
  static final int NODES = 5;

  private static final int MOST_SERVICES = 10;
  private static final int FEWEST_SERVICES = 4;

  private final Random random;
  private final List<ConfigDelta> log = new ArrayList<>();
  private final Map<ObjectKey, ConfigObject<?>> now = new TreeMap<>();
  private final Set<Integer> services = new TreeSet<>();

  /** Services whose rules have a second subset. */
  private final Set<Integer> split = new TreeSet<>();

  private final Set<Integer> poisoned = new TreeSet<>();
  private final Map<Integer, Integer> targets = new TreeMap<>();

  ConfigSource(Random random, int proxies) {
    this.random = random;
    var first = new ArrayList<ConfigObject<?>>();
    for (var namespace : NAMESPACES) {
      first.add(Documents.gateway(namespace));
      first.add(Documents.secret(namespace, 1));
      first.add(Documents.gatewayPod(namespace, "n0"));
    }
    for (int i = 0; i < proxies; i++) {
      first.add(Documents.pod(i, NAMESPACES.get(i % 2), "n" + i % NODES));
    }
    for (int i = 0; i < FEWEST_SERVICES + 2; i++) {
      services.add(i);
      targets.put(i, i);
      first.addAll(all(i, 1));
    }
    commit(ConfigDelta.upsert(first));
  }

  int newest() {
    return log.size();
  }

  /** The transaction; they count from 1. */
  ConfigDelta change(int position) {
    return log.get(position - 1);
  }

  /** Everything after the transaction. */
  ConfigDelta stateAt(int position) {
    var state = new TreeMap<ObjectKey, ConfigObject<?>>();
    for (var delta : log.subList(0, position)) {
      state.putAll(delta.upserts());
      state.keySet().removeAll(delta.removals());
    }
    return new ConfigDelta(state, Set.of());
  }

  private void commit(ConfigDelta delta) {
    log.add(delta);
    now.putAll(delta.upserts());
    now.keySet().removeAll(delta.removals());
  }

  /** Something changes. */
  void edit() {
    var mark = log.size() + 1;
    var service = pick(services);
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> commit(ConfigDelta.upsert(Documents.endpoints(service, mark)));
      case 3, 4 -> move(service, mark);
      case 5, 6 -> rules(service, mark);
      case 7 -> add(mark);
      case 8 -> remove(mark);
      case 9 -> poison(service, mark);
      case 10 -> heal();
      default ->
          commit(ConfigDelta.upsert(Documents.secret(NAMESPACES.get(random.nextInt(2)), mark)));
    }
  }

  /** Takes what proxies refuse out of the way. */
  void heal() {
    var mark = log.size() + 1;
    var healed = new ArrayList<ConfigObject<?>>();
    poisoned.forEach(
        service -> healed.add(Documents.routes(service, targets(service), false, mark)));
    poisoned.clear();
    if (!healed.isEmpty()) {
      commit(ConfigDelta.upsert(healed));
    }
  }

  /** The second subset comes with the routes to it, and goes with them. */
  private void rules(int service, int mark) {
    if (!split.remove(service)) {
      split.add(service);
    }
    commit(
        ConfigDelta.upsert(
            List.of(
                Documents.destination(service, split.contains(service), mark),
                Documents.routes(service, targets(service), poisoned.contains(service), mark))));
  }

  private void move(int service, int mark) {
    targets.put(service, pick(services));
    commit(
        ConfigDelta.upsert(
            Documents.routes(service, targets(service), poisoned.contains(service), mark)));
  }

  private void poison(int service, int mark) {
    if (!poisoned.remove(service)) {
      poisoned.add(service);
    }
    commit(
        ConfigDelta.upsert(
            Documents.routes(service, targets(service), poisoned.contains(service), mark)));
  }

  private void add(int mark) {
    if (services.size() >= MOST_SERVICES) {
      return;
    }
    int service = 0;
    while (services.contains(service)) {
      service++;
    }
    services.add(service);
    targets.put(service, service);
    var user = pick(services);
    targets.put(user, service);
    var objects = new ArrayList<ConfigObject<?>>(all(service, mark));
    if (user != service) {
      objects.add(Documents.routes(user, targets(user), poisoned.contains(user), mark));
    }
    commit(ConfigDelta.upsert(objects));
  }

  /** A service goes, and in the same breath the routes of others that lead to it. */
  private void remove(int mark) {
    if (services.size() <= FEWEST_SERVICES) {
      return;
    }
    var gone = pick(services);
    services.remove(gone);
    split.remove(gone);
    poisoned.remove(gone);
    targets.remove(gone);
    var removals = new HashSet<ObjectKey>();
    all(gone, mark).forEach(object -> removals.add(object.key()));
    var upserts = new TreeMap<ObjectKey, ConfigObject<?>>();
    for (var entry : targets.entrySet()) {
      if (entry.getValue() == gone) {
        entry.setValue(entry.getKey());
        var user = entry.getKey();
        var routes = Documents.routes(user, targets(user), poisoned.contains(user), mark);
        upserts.put(routes.key(), routes);
      }
    }
    commit(new ConfigDelta(upserts, removals));
  }

  private List<ConfigObject<?>> all(int service, int mark) {
    return List.of(
        Documents.service(service),
        Documents.endpoints(service, mark),
        Documents.destination(service, split.contains(service), mark),
        Documents.routes(service, targets(service), false, mark));
  }

  /** Host and subset of each destination of a service's routes. */
  private List<Documents.Target> targets(int service) {
    var other = targets.getOrDefault(service, service);
    return split.contains(service)
        ? List.of(new Documents.Target(service, "v2"), new Documents.Target(other, "v1"))
        : List.of(new Documents.Target(other, "v1"));
  }

  private int pick(Set<Integer> from) {
    return List.copyOf(from).get(random.nextInt(from.size()));
  }
}
