// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.lateen.it.machine.Eventually;
import io.lateen.proto.difference.Part;
import io.lateen.testkit.law.Property;
import io.lateen.xds.resource.TypeUrls;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests go on while virtual hosts are edited, added and removed, and while the control plane and
 * the agent restart: none fails, and each edit arrives.
 */
class EditedRoutesTest {

  private static final int HOSTS = 100;
  private static final int EDITS = 150;
  private static final String ROUTES = "80";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(5);

  @TempDir Path folder;

  private final Map<String, Part> hosts = new TreeMap<>();
  private final Map<String, String> bodies = new TreeMap<>();
  private final List<String> steps = new ArrayList<>();
  private long epoch;

  @Test
  void noRequestFails() throws Exception {
    var seed = Property.seed();
    steps.add("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < HOSTS; i++) {
      put("host-" + i, "first");
    }
    int door = freePort();
    try (var server = new WalkServer(random);
        var relay = new WalkRelay(server.port())) {
      publish(server, door);
      try (var envoy = WalkedEnvoy.start(Variant.RELAYED, relay.port(), folder);
          var caller = new SteadyCaller(door, "host-0.example")) {
        arrives(caller, "host-1");
        caller.begin();
        for (int edit = 0; edit < EDITS; edit++) {
          interrupt(edit, server, relay, door);
          var name = change(random, edit);
          publish(server, door);
          arrives(caller, name);
          assertThat(envoy.holdings().listeners()).hasSize(1);
        }
        var answers = caller.end();
        assertThat(answers).as("answers during %s", steps).containsOnlyKeys("200 first");
        assertThat(answers.get("200 first")).isGreaterThan(EDITS);
      }
      assertThat(server.refusals()).isEmpty();
      assertThat(server.differences()).isGreaterThan(EDITS / 2);
    }
  }

  /** Host 0 is the one that is called all the time; it never changes. */
  private String change(Random random, int edit) {
    var name = "host-" + (1 + random.nextInt(HOSTS - 1));
    switch (random.nextInt(4)) {
      case 0 -> {
        steps.add("without " + name);
        hosts.remove(name);
        bodies.remove(name);
      }
      case 1 -> {
        name = "more-" + edit;
        put(name, "added by " + edit);
      }
      default -> put(name, "edit " + edit + " ".repeat(random.nextInt(2_000)) + "ends");
    }
    return name;
  }

  private void interrupt(int edit, WalkServer server, WalkRelay relay, int door) throws Exception {
    if (edit % 15 == 7) {
      steps.add("control plane restarts");
      server.stop();
      server.resume();
      publish(server, door);
    } else if (edit % 15 == 14) {
      steps.add("agent restarts");
      relay.restart();
    }
  }

  private void put(String name, String body) {
    steps.add(name + " is '" + body.strip() + "'");
    var host = MiniResources.answering(name, body);
    var field = RouteConfiguration.newBuilder().addVirtualHosts(host).build().toByteString();
    hosts.put(name, Part.of(field));
    bodies.put(name, body);
  }

  private void publish(WalkServer server, int door) {
    epoch++;
    var view = new MiniView(epoch);
    var parts = new ArrayList<Part>();
    parts.add(Part.of(RouteConfiguration.newBuilder().setName(ROUTES).build().toByteString()));
    parts.addAll(hosts.values());
    view.add(TypeUrls.ROUTE, ROUTES, parts);
    view.add(TypeUrls.LISTENER, "door", listener(door));
    server.publish(view);
  }

  private static Listener listener(int port) {
    var listener =
        MiniResources.listener("l0", new MiniMesh.Door(1, ROUTES), Variant.RELAYED).toBuilder();
    listener.clearBindToPort().setName("door");
    listener.getAddressBuilder().getSocketAddressBuilder().setPortValue(port);
    return listener.build();
  }

  private void arrives(SteadyCaller caller, String name) throws InterruptedException {
    var wanted = bodies.containsKey(name) ? "200 " + bodies.get(name) : "404 ";
    Eventually.within(
        PATIENCE,
        LOOK,
        () -> steps + ": wanted " + wanted + " of " + name,
        () -> caller.call(name + ".example").equals(wanted));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
