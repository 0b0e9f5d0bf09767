// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.lateen.agent.relay.RelayCommand.EnvoyAsked;
import io.lateen.agent.relay.RelayCommand.EnvoyConnected;
import io.lateen.agent.relay.RelayCommand.UpstreamLost;
import io.lateen.agent.relay.RelayCommand.UpstreamReady;
import io.lateen.agent.relay.RelayCommand.UpstreamSaid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The relay tells each control plane how new the resources are that it had from others. */
class RelayRevisionTest {

  private final RelaySession session = new RelaySession("uid-1", new LastGoodCache());
  private final List<RelayAction> actions = new ArrayList<>();

  private void handle(RelayCommand command) {
    actions.addAll(session.handle(command));
  }

  private long attempt() {
    return actions.stream()
        .filter(RelayAction.Connect.class::isInstance)
        .map(RelayAction.Connect.class::cast)
        .reduce((a, b) -> b)
        .orElseThrow()
        .attempt();
  }

  /** What the next control plane is told. */
  private String toldAt() {
    var attempt = attempt();
    actions.clear();
    handle(new UpstreamReady(attempt));
    var node =
        actions.stream()
            .filter(RelayAction.SendUp.class::isInstance)
            .map(action -> ((RelayAction.SendUp) action).request())
            .filter(DeltaDiscoveryRequest::hasNode)
            .findFirst()
            .orElseThrow()
            .getNode();
    return node.getMetadata()
        .getFieldsOrDefault(
            RelayedNode.SEEN_REVISION, com.google.protobuf.Value.getDefaultInstance())
        .getStringValue();
  }

  private void said(long attempt, String version) {
    handle(
        new UpstreamSaid(
            attempt,
            DeltaDiscoveryResponse.newBuilder()
                .setTypeUrl(RelayTypes.CLUSTER)
                .setNonce("n")
                .setSystemVersionInfo(version)
                .build()));
  }

  @Test
  void theNextControlPlaneIsToldTheNewestRevision() {
    handle(new EnvoyConnected());
    handle(
        new EnvoyAsked(
            DeltaDiscoveryRequest.newBuilder()
                .setNode(Node.newBuilder().setId("p1"))
                .setTypeUrl(RelayTypes.CLUSTER)
                .build()));
    var first = attempt();
    assertThat(toldAt()).isEmpty();
    said(first, "3@17");
    said(first, "4");
    handle(new UpstreamLost(first));
    assertThat(toldAt()).isEqualTo("17");
  }

  @Test
  void aVersionOfAnotherKindSaysNothing() {
    for (var version : List.of("", "7", "7@", "7@x", "@-1", "1@" + "9".repeat(30))) {
      var response = DeltaDiscoveryResponse.newBuilder().setSystemVersionInfo(version).build();
      assertThat(RelayTypes.revision(response)).as(version).isEmpty();
    }
  }
}
