// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.cli.offline.OfflineMesh.MeshSettings;
import io.lateen.client.DocumentSource;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyDescriptionTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web-1, namespace: shop, labels: {app: web}}
      spec:
        serviceAccountName: web
        containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]
      status: {podIP: 10.1.1.1}
      """;

  private static Workload workload(String proxy) {
    var mesh = OfflineMesh.read(List.of(new DocumentSource("f", POD)), MeshSettings.NONE);
    return ProxyDescriptionDecoder.decode("p", proxy).orThrow().workload(mesh.snapshot());
  }

  @Test
  void everyFieldMayBeLeftOut() {
    var workload = workload("{}");
    assertThat(workload.key().toString()).isEqualTo("default/app.test");
    assertThat(workload.addresses()).containsExactly("1.1.1.1");
    assertThat(workload.role()).isEqualTo(ProxyRole.SIDECAR);
    assertThat(workload.serviceAccount()).isEqualTo("default");
  }

  @Test
  void whatIsLeftOpenComesFromThePodOfThatNameOrAddress() {
    for (var proxy :
        List.of(
            "{\"id\": \"web-1.shop\", \"namespace\": \"shop\"}",
            "{\"id\": \"x\", \"namespace\": \"shop\", \"ips\": [\"10.1.1.1\"]}")) {
      assertThat(workload(proxy).labels()).isEqualTo(Map.of("app", "web"));
      assertThat(workload(proxy).serviceAccount()).isEqualTo("web");
      assertThat(workload(proxy).port("http")).hasValue(8080);
    }
  }

  @Test
  void whatIsSaidCounts() {
    var workload =
        workload(
            "{\"id\": \"web-1.shop\", \"namespace\": \"shop\", \"labels\": {\"app\": \"other\"},"
                + " \"meta\": {\"INTERCEPTION_MODE\": \"NONE\", \"DNS_CAPTURE\": true}}");
    assertThat(workload.labels()).isEqualTo(Map.of("app", "other"));
    assertThat(workload.annotations()).containsEntry("sidecar.istio.io/interceptionMode", "NONE");
    assertThat(workload.annotations().get("proxy.istio.io/config"))
        .contains("ISTIO_META_DNS_CAPTURE: \"true\"");
  }

  @Test
  void mistakesAreNamed() {
    assertThat(ProxyDescriptionDecoder.decode("p", "{\"type\": \"ztunnel\"}").problems().render())
        .contains("type", "must be sidecar or router");
    assertThat(ProxyDescriptionDecoder.decode("p", "[]").problems().render())
        .contains("one object that describes a proxy is expected");
  }
}
