// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.FakeView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a proxy refused is known on its next stream, with its words, and to nobody else. */
class RecalledRefusalTest {

  private static final FakeView GOOD = FakeView.EMPTY.with("lds", "a", "1").with("lds", "b", "1");
  private static final FakeView BAD = GOOD.with("lds", "a", "2");

  private static DeltaDiscoveryRequest.Builder hello(String id, String program) {
    return DeltaDiscoveryRequest.newBuilder()
        .setTypeUrl(TypeUrls.LISTENER)
        .setNode(Node.newBuilder().setId(id).setUserAgentName(program));
  }

  private static DeltaDiscoveryRequest.Builder returning(String id, String program) {
    return hello(id, program)
        .putInitialResourceVersions("a", "1")
        .putInitialResourceVersions("b", "1");
  }

  private static List<String> resources(DeltaDiscoveryResponse response) {
    return response.getResourcesList().stream()
        .map(resource -> resource.getName() + "=" + resource.getVersion())
        .toList();
  }

  @Test
  void itIsNotSentAgainAndStillShown() {
    try (var door = new InProcessDoor(XdsLimits.DEFAULT)) {
      door.views.publish(GOOD);
      var first = door.delta(DiscoveryApi.AGGREGATED);
      first.send(hello("p1", "envoy"));
      first.ack();
      door.views.publish(BAD);
      assertThat(resources(first.heard.getLast())).containsExactly("a=2");
      first.nack("port is taken");
      first.close();

      var second = door.delta(DiscoveryApi.AGGREGATED);
      second.send(returning("p1", "envoy"));
      assertThat(second.heard).hasSize(1);
      assertThat(resources(second.heard.getFirst())).isEmpty();
      second.ack();
      var shown = door.service.proxy("p1").orElseThrow().types().getFirst().nack().orElseThrow();
      assertThat(shown.message()).isEqualTo("port is taken");
      assertThat(shown.guilty()).containsExactly("a");

      door.views.publish(BAD.with("lds", "a", "3"));
      assertThat(resources(second.heard.getLast())).containsExactly("a=3");
      second.ack();
      assertThat(door.service.proxy("p1").orElseThrow().types().getFirst().nack()).isEmpty();
      second.close();

      door.views.publish(BAD);
      var third = door.delta(DiscoveryApi.AGGREGATED);
      third.send(returning("p1", "envoy"));
      assertThat(resources(third.heard.getFirst())).as("made good").containsExactly("a=2");
    }
  }

  @Test
  void anotherProxyAndAnotherProgramAreAsked() {
    try (var door = new InProcessDoor(XdsLimits.DEFAULT)) {
      door.views.publish(BAD);
      var first = door.delta(DiscoveryApi.AGGREGATED);
      first.send(hello("p1", "envoy 1"));
      first.nack("listener a: port is taken");
      for (var other : List.of(returning("p2", "envoy 1"), returning("p1", "envoy 2"))) {
        var client = door.delta(DiscoveryApi.AGGREGATED);
        client.send(other);
        assertThat(resources(client.heard.getFirst())).containsExactly("a=2");
      }
    }
  }

  @Test
  void theOldestIsForgottenFirst() {
    var kept = new int[1];
    var memory =
        new RefusalMemory(
            new XdsMetrics() {
              @Override
              public void refusalsKept(int proxies) {
                kept[0] = proxies;
              }
            });
    var many = new HashMap<String, String>();
    for (int i = 0; i < 2 * RefusalMemory.MOST_NAMES; i++) {
      many.put("r" + i, "1");
    }
    for (int i = 0; i <= RefusalMemory.MOST_PROXIES; i++) {
      memory.stands(node("p" + i), Map.of(TypeUrls.ROUTE, many));
      memory.said(node("p" + i), TypeUrls.ROUTE, nack());
    }
    assertThat(kept[0]).isEqualTo(RefusalMemory.MOST_PROXIES);
    assertThat(memory.of(node("p0"))).isEmpty();
    assertThat(memory.of(node("p1")).get(TypeUrls.ROUTE)).hasSize(RefusalMemory.MOST_NAMES);
    assertThat(memory.words(node("p1"), TypeUrls.ROUTE)).contains(nack());
    memory.stands(node("p1"), Map.of());
    assertThat(memory.of(node("p1"))).isEmpty();
    assertThat(memory.words(node("p1"), TypeUrls.ROUTE)).isEmpty();
  }

  private static ProxyNode node(String id) {
    return ProxyNode.of(Node.newBuilder().setId(id).build(), new PeerIdentity("spiffe://x/y"));
  }

  private static ProxyStatus.Nack nack() {
    return new ProxyStatus.Nack(
        Instant.EPOCH,
        "n",
        1,
        13,
        "no",
        List.of("r1"),
        List.of(),
        ProxyStatus.Source.ALONE,
        Map.of());
  }
}
