// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.Pods;
import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.AssignedWorkload.Role;
import io.lateen.agent.workload.ProxyStart;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProxyNodeTest {

  private static final ProxyNode.Place PLACE = ProxyNode.Place.of("host1", "cluster.local");

  @Test
  void aSidecarIsNamedAsInIstio() {
    var node = ProxyNode.of(Pods.reviews(), PLACE);
    assertThat(node.id())
        .isEqualTo("sidecar~10.77.1.5~reviews-v1-5d8f7c-x2x4z.default~default.svc.cluster.local");
    assertThat(node.serviceCluster()).isEqualTo("reviews.default");
    assertThat(node.metadata())
        .containsEntry("WORKLOAD_NAME", "reviews-v1")
        .containsEntry("SERVICE_ACCOUNT", "bookinfo-reviews")
        .containsEntry("INSTANCE_IPS", "10.77.1.5")
        .containsEntry("NODE_NAME", "host1");
  }

  @Test
  void whatIsUnknownHasAHarmlessValue() {
    var bare =
        new AssignedWorkload(
            "u",
            "edge",
            "gw",
            "gateway",
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            Role.ROUTER,
            ProxyStart.DEFAULT);
    var node = ProxyNode.of(bare, PLACE);
    assertThat(node.id()).isEqualTo("router~0.0.0.0~gw.edge~edge.svc.cluster.local");
    assertThat(node.serviceCluster()).isEqualTo("gw.edge");
    assertThat(node.locality()).isEmpty();
  }

  @Test
  void theLocalityComesFromItsLabel() {
    var labels = new TreeMap<>(Map.of("istio-locality", "eu.eu-1.rack7"));
    var somewhere =
        new AssignedWorkload(
            "u",
            "a",
            "b",
            "c",
            List.of(),
            labels,
            new TreeMap<>(),
            Role.SIDECAR,
            ProxyStart.DEFAULT);
    assertThat(ProxyNode.of(somewhere, PLACE).locality()).containsExactly("eu", "eu-1", "rack7");
  }
}
