// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import io.lateen.testkit.time.VirtualScheduler;
import io.lateen.xds.resource.TypeUrls;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A mesh of several control planes, driven by one seed. */
final class World {

  private static final int PLANES = 3;
  private static final int PROXIES = 48;
  private static final int KEPT_LINES = 40;

  /** Most transactions that a plane is behind when it starts. */
  private static final int STALE = 3;

  private final long seed;
  private final Random random;
  private final Doubles doubles;
  private final VirtualScheduler time = new VirtualScheduler();
  private final ConfigSource source;
  private final List<Plane> planes = new ArrayList<>();
  private final List<EnvoyProxy> proxies = new ArrayList<>();
  private final Deque<String> journal = new ArrayDeque<>();
  private int step;

  /** A plane that is cut off from the source. */
  private @Nullable Plane deaf;

  World(long seed, Doubles doubles) {
    this.seed = seed;
    this.random = new Random(seed);
    this.doubles = doubles;
    this.source = new ConfigSource(random, PROXIES);
    for (int i = 0; i < PLANES; i++) {
      planes.add(start(source.newest()));
    }
    for (int i = 0; i < PROXIES; i++) {
      var namespace = ConfigSource.NAMESPACES.get(i % 2);
      proxies.add(new EnvoyProxy("p" + i, namespace, "n" + i % ConfigSource.NODES, i, doubles));
    }
    for (var namespace : ConfigSource.NAMESPACES) {
      proxies.add(new EnvoyProxy("gateway-" + namespace, namespace, "n0", proxies.size(), doubles));
    }
  }

  private Plane start(int position) {
    return new Plane(source, position, time, new Random(random.nextLong()), doubles);
  }

  /** Lets so much happen, and then everything come to rest; fails with seed and step. */
  void run(int steps) {
    try {
      connectAll();
      for (step = 0; step < steps; step++) {
        act();
      }
      rest();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed "
              + seed
              + ", step "
              + step
              + ": "
              + e.getMessage()
              + "\n"
              + String.join("\n", journal),
          e);
    }
  }

  /** Everybody connects and hears what there is. */
  void connectAll() {
    drain();
    proxies.forEach(this::reconnect);
    drain();
  }

  /**
   * All control planes are replaced by new ones that know the same; whoever was connected is not.
   */
  void replacePlanes() {
    for (int i = 0; i < planes.size(); i++) {
      planes.get(i).kill();
      planes.set(i, start(source.newest()));
    }
  }

  /** So much is changed and told to everybody who reads. */
  void edit(int times) {
    for (int i = 0; i < times; i++) {
      source.edit();
      planes.forEach(plane -> plane.hear(1));
      drain();
    }
  }

  /** What proxies refuse is mended, and told to everybody who reads. */
  void heal() {
    source.heal();
    planes.forEach(plane -> plane.hear(1));
    drain();
  }

  List<EnvoyProxy> proxies() {
    return proxies;
  }

  /** One thing happens; what moves a message takes the next that can move from a random place. */
  private void act() {
    int dice = random.nextInt(1_000);
    if (dice < 280) {
      next(proxies, proxy -> proxy.wire().map(Wire::arriveAtServer).orElse(false));
    } else if (dice < 560) {
      next(proxies, this::read);
    } else if (dice < 760) {
      next(planes, Plane::turn);
    } else if (dice < 820) {
      next(planes, Plane::write);
    } else if (dice < 860) {
      next(planes, plane -> plane != deaf && plane.hear(1 + random.nextInt(3)));
    } else if (dice < 885) {
      source.edit();
      note("source at " + source.newest());
    } else if (dice < 920) {
      next(proxies, this::reconnect);
    } else if (dice < 940) {
      cut(any(proxies));
    } else {
      disturb(dice);
    }
  }

  private void disturb(int dice) {
    if (dice < 944) {
      restart();
    } else if (dice < 948) {
      deaf = random.nextBoolean() ? any(planes) : null;
    } else if (dice < 960) {
      any(proxies).slow(random.nextInt(4) == 0);
    } else if (dice < 964) {
      any(proxies).pry();
    } else {
      time.advance(Duration.ofMillis(random.nextInt(200)));
    }
  }

  private <T> void next(List<T> from, Predicate<T> moves) {
    int start = random.nextInt(from.size());
    for (int i = 0; i < from.size(); i++) {
      if (moves.test(from.get((start + i) % from.size()))) {
        return;
      }
    }
  }

  private boolean read(EnvoyProxy proxy) {
    try {
      return proxy.read();
    } catch (ProxyConfig.Violation e) {
      throw new AssertionError("proxy " + proxy.name() + ": " + e.getMessage(), e);
    }
  }

  private boolean reconnect(EnvoyProxy proxy) {
    var plane = any(planes);
    if (proxy.connected() || !plane.open()) {
      return false;
    }
    note(proxy.name() + " to plane " + planes.indexOf(plane) + " at " + plane.position());
    proxy.connect(plane);
    return true;
  }

  private void cut(EnvoyProxy proxy) {
    if (proxy.connected()) {
      note(proxy.name() + " is cut off");
      proxy.cut();
    }
  }

  private void restart() {
    var index = random.nextInt(planes.size());
    if (planes.get(index).alive()) {
      planes.get(index).kill();
      note("plane " + index + " dies");
    } else {
      var position = Math.max(1, source.newest() - random.nextInt(STALE + 1));
      planes.set(index, start(position));
      note("plane " + index + " starts at " + position);
    }
  }

  /** Everybody is there, reads, and hears everything; then all must be as the source says. */
  private void rest() {
    source.heal();
    for (int i = 0; i < planes.size(); i++) {
      if (!planes.get(i).alive()) {
        planes.set(i, start(source.newest()));
      }
    }
    proxies.forEach(proxy -> proxy.slow(false));
    for (int round = 0; round < 40; round++) {
      planes.forEach(plane -> plane.hear(source.newest()));
      drain();
      proxies.forEach(this::reconnect);
      drain();
      time.advance(Duration.ofSeconds(2));
    }
    for (var proxy : proxies) {
      try {
        converged(proxy);
      } catch (AssertionError e) {
        var status = proxy.plane().map(plane -> plane.status(proxy.name())).orElse("");
        throw new AssertionError(e.getMessage() + "\n" + status, e);
      }
    }
  }

  /** Everything that is on its way arrives. */
  void drain() {
    for (var moved = true; moved; ) {
      moved = false;
      for (var plane : planes) {
        moved |= plane.write() | plane.turn();
      }
      for (var proxy : proxies) {
        moved |= proxy.wire().map(Wire::arriveAtServer).orElse(false);
        moved |= read(proxy);
      }
    }
  }

  /** Whether a proxy has exactly what its control plane wants it to have; fails when not. */
  void converged(EnvoyProxy proxy) {
    var name = "proxy " + proxy.name();
    var plane =
        proxy.plane().orElseThrow(() -> new AssertionError(proxy.name() + " never connected"));
    var desired = plane.pipeline().desired().get(proxy.name());
    if (!proxy.connected() || desired == null) {
      throw new AssertionError(name + " is not connected: " + proxy.wire().flatMap(Wire::ended));
    }
    var config = proxy.config();
    equal(name + " warms", "[]", config.warming().toString());
    equal(name + " waits for routes", "[]", config.waiting().toString());
    for (var type :
        List.of(TypeUrls.CLUSTER, TypeUrls.LISTENER, TypeUrls.ENDPOINT, TypeUrls.ROUTE)) {
      Map<String, String> expected = new TreeMap<>();
      desired
          .resources()
          .ofType(type)
          .forEach((key, resource) -> expected.put(key, resource.version()));
      if (type.equals(TypeUrls.ENDPOINT) || type.equals(TypeUrls.ROUTE)) {
        expected.keySet().retainAll(config.wanted(type));
      }
      var differing = new TreeSet<>(expected.entrySet().stream().map(Object::toString).toList());
      config
          .versions(type)
          .forEach(
              (key, version) -> {
                var entry = key + "=" + version;
                if (!differing.remove(entry)) {
                  differing.add(entry + " at the proxy");
                }
              });
      equal(name + " differs in " + TypeUrls.shortName(type), Set.of(), differing);
    }
    equal(
        name + " has secrets",
        config.wanted(TypeUrls.SECRET),
        config.versions(TypeUrls.SECRET).keySet());
  }

  private static void equal(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError(what + " " + found + " instead of " + expected);
    }
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private void note(String line) {
    journal.add(step + ": " + line);
    if (journal.size() > KEPT_LINES) {
      journal.remove();
    }
  }
}
