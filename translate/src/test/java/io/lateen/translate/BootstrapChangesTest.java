// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BootstrapChangesTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: reviews, namespace: default}
      spec: {nodeName: host1, containers: [{name: app}]}
      status: {phase: Running, podIP: 10.77.1.2}
      ---
      """;

  private static String of(String yaml) {
    var mesh = TestMesh.of(POD + yaml);
    return new BootstrapChanges().of(mesh, TestMesh.workload(mesh, "default/reviews"));
  }

  private static String settings(String defaultConfig) {
    return """
    apiVersion: lateen.io/v1
    kind: MeshConfig
    metadata: {name: default}
    spec: {defaultConfig: {%s}}
    """
        .formatted(defaultConfig);
  }

  @Test
  void nothingIsAddedUnasked() {
    assertThat(of("")).isEmpty();
    assertThat(of(settings("statsdUdpAddress: \"statsd.example.com:8125\""))).isEmpty();
  }

  @Test
  void statisticsGoToStatsd() {
    assertThat(of(settings("statsdUdpAddress: \"10.1.1.1:9125\"")))
        .contains("\"name\":\"envoy.stat_sinks.statsd\"")
        .contains("\"address\":\"10.1.1.1\",\"port_value\":9125");
  }

  @Test
  void statisticsGoToAServiceOfMetrics() {
    var service =
        "envoyMetricsService: {address: \"metrics.example.com:9000\", tcpKeepalive: {time: 60s},"
            + " tlsSettings: {mode: SIMPLE, sni: metrics, caCertificates: /etc/ca.pem}}";

    assertThat(of(settings(service)))
        .contains("\"cluster_name\":\"envoy_metrics_service\"", "\"keepalive_time\":60")
        .contains("\"address\":\"metrics.example.com\",\"port_value\":9000")
        .contains("\"sni\":\"metrics\"", "file-root:/etc/ca.pem");
  }

  @Test
  void patchesComeAfterTheSettings() {
    var patch =
        """
        ---
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: start, namespace: default}
        spec:
          configPatches:
          - applyTo: BOOTSTRAP
            patch: {operation: MERGE, value: {stats_sinks: [{name: mine}]}}
        """;

    assertThat(of(settings("statsdUdpAddress: \"10.1.1.1:9125\"") + patch))
        .containsSubsequence("envoy.stat_sinks.statsd", "\"name\":\"mine\"");
  }

  @Test
  void thePatchThatIsTooMuchIsTold() {
    var large = "x".repeat(7_000);
    var patches = new StringBuilder();
    for (var name : new String[] {"a", "b", "c"}) {
      patches.append(
          """
          ---
          apiVersion: networking.istio.io/v1alpha3
          kind: EnvoyFilter
          metadata: {name: %s, namespace: default}
          spec:
            configPatches:
            - applyTo: BOOTSTRAP
              patch: {operation: MERGE, value: {stats_sinks: [{name: "%s"}]}}
          """
              .formatted(name, name + large));
    }
    assertThat(of(patches.toString()))
        .contains("a" + large, "b" + large)
        .doesNotContain("c" + large);
    var mesh = TestMesh.of(POD + patches);
    var told = new Translator().translate(mesh, TestMesh.workload(mesh, "default/reviews"));
    assertThat(told.problems().list())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.object()).isEqualTo("EnvoyFilter default/c");
              assertThat(problem.message()).contains("with the patches before it");
            });
  }
}
