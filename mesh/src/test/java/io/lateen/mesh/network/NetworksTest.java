// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.mesh.MeshSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworksTest {

  private static Networks of(String yaml) {
    return MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(NetworkObjects.of(yaml))).networks();
  }

  @Test
  void nothingIsSaidOfAMeshOfOneNetwork() {
    assertThat(of(NetworkObjects.service("plain", "a: b", "1.2.3.4"))).isEqualTo(Networks.NONE);
  }

  @Test
  void theWrittenNetworkCountsBeforeThatOfTheClusterAndThatOfTheBlock() {
    var blocks =
        NetworkObjects.networks("wide: {endpoints: [{fromCidr: 10.0.0.0/8}], gateways: []}");
    assertThat(of(blocks).of("", "10.1.2.3")).isEqualTo("wide");
    assertThat(of(blocks).of("", "11.1.2.3")).isEmpty();
    assertThat(of(blocks).of("written", "10.1.2.3")).isEqualTo("written");
    assertThat(of(blocks + NetworkObjects.root("own")).of("", "10.1.2.3")).isEqualTo("own");
  }

  @Test
  void ofTwoBlocksTheNarrowerOneCounts() {
    var networks =
        of(
            NetworkObjects.networks(
                """
                wide: {endpoints: [{fromCidr: "10.0.0.0/8"}], gateways: []}
                narrow: {endpoints: [{fromCidr: "10.1.0.0/16"}, {fromCidr: "fd00::/8"}], gateways: []}
                """));
    assertThat(networks.of("", "10.1.2.3")).isEqualTo("narrow");
    assertThat(networks.of("", "10.2.2.3")).isEqualTo("wide");
    assertThat(networks.of("", "fd12::1")).isEqualTo("narrow");
    assertThat(networks.of("", "some.name")).isEmpty();
  }

  @Test
  void aLabelledServiceLeadsIntoItsNetworkAtItsPort() {
    var label = "topology.istio.io/network: far";
    assertThat(of(NetworkObjects.service("gw", label, "1.2.3.4")).into("far"))
        .containsExactly(new NetworkWay("1.2.3.4", 15443, true));
    var port = label + ", networking.istio.io/gatewayPort: \"15444\"";
    assertThat(of(NetworkObjects.service("gw", port, "1.2.3.4")).into("far"))
        .containsExactly(new NetworkWay("1.2.3.4", 15444, true));
    var absent = label + ", networking.istio.io/gatewayPort: \"1\"";
    assertThat(of(NetworkObjects.service("gw", absent, "1.2.3.4")).into("far")).isEmpty();
  }

  @Test
  void registeredGatewaysArePreferredToWrittenOnes() {
    var written =
        NetworkObjects.networks(
            """
            far:
              endpoints: [{fromRegistry: Kubernetes}]
              gateways:
              - {address: 9.9.9.9, port: 15443}
              - {registryServiceName: gw.istio-system.svc.cluster.local, port: 15444}
            """);
    assertThat(of(written).into("far")).containsExactly(new NetworkWay("9.9.9.9", 15443, false));
    var both = of(written + NetworkObjects.service("gw", "a: b", "1.2.3.4"));
    assertThat(both.into("far")).containsExactly(new NetworkWay("1.2.3.4", 15444, true));
    assertThat(both.ways().get("far"))
        .isEqualTo(
            List.of(
                new NetworkWay("1.2.3.4", 15444, true), new NetworkWay("9.9.9.9", 15443, false)));
    assertThat(both.own()).isEqualTo("far");
  }
}
