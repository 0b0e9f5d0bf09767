// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.proxyless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.agent.Pods;
import io.lateen.agent.envoy.ProxyNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrpcBootstrapTest {

  @Test
  void namesTheSocketTheNodeAndTheFiles() {
    var node = ProxyNode.of(Pods.proxyless(), ProxyNode.Place.of("host1", "cluster.local"));

    var text =
        GrpcBootstrap.text(
            node, Path.of("/run/lateen/u/xds.sock"), new GrpcFiles(Path.of("/run/lateen/u/grpc")));

    assertThat(text)
        .startsWith(
            "{\"xds_servers\":[{\"server_uri\":\"unix:///run/lateen/u/xds.sock\","
                + "\"channel_creds\":[{\"type\":\"insecure\"}]")
        .contains(
            "\"id\":\"sidecar~10.77.1.5~reviews-v1-5d8f7c-x2x4z.default~default.svc.cluster.local\"")
        .contains("\"GENERATOR\":\"grpc\"")
        .contains("\"plugin_name\":\"file_watcher\"")
        .contains("\"private_key_file\":\"/run/lateen/u/grpc/current/key.pem\"")
        .contains("\"refresh_interval\":\"10s\"")
        .endsWith(
            "\"server_listener_resource_name_template\":\"xds.istio.io/grpc/lds/inbound/%s\"}");
  }

  @Test
  void theApplicationsUserIsWhatThePodSays() throws IOException {
    assertThat(ApplicationUser.of(Map.of(), 1337)).isEqualTo(1337);
    assertThat(ApplicationUser.of(Map.of(ApplicationUser.ANNOTATION, " 1000 "), 1337))
        .isEqualTo(1000);
    for (var wrong : new String[] {"-1", "nobody", "1.5", "99999999999"}) {
      assertThatThrownBy(() -> ApplicationUser.of(Map.of(ApplicationUser.ANNOTATION, wrong), 1337))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(ApplicationUser.ANNOTATION)
          .hasMessageContaining(wrong);
    }
  }
}
