// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.controlplane.pipeline.Objects;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.proto.node.v1.ProxyStart;
import io.lateen.translate.BootstrapChanges;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyStartsTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: reviews
        namespace: default
        uid: uid-reviews
        labels: {app: reviews, security.istio.io/tlsMode: istio}
        annotations:
          proxy.istio.io/config: |
            drainDuration: 7s
            terminationDrainDuration: 30s
            fileFlushInterval: 2s
            fileFlushMinSizeKb: 16
            connectionSettings: {globalDownstreamConnectionLimit: 100}
            runtimeValues: {envoy.reloadable_features.x: "false"}
            proxyStatsMatcher:
              inclusionPrefixes: [cluster.outbound]
              inclusionSuffixes: [upstream_rq_retry]
              inclusionRegexps: ["http.*"]
      spec:
        nodeName: host1
        containers: [{name: app}]
      status: {phase: Running, podIP: 10.77.1.2, podIPs: [{ip: 10.77.1.2}]}
      """;

  private static final String CONFIG =
      """
      apiVersion: networking.istio.io/v1beta1
      kind: ProxyConfig
      metadata: {name: reviews, namespace: default}
      spec:
        selector: {matchLabels: {app: reviews}}
        concurrency: 0
        environmentVariables: {ISTIO_META_COLOR: red, OTHER: variable}
      """;

  private static final String PATCHES =
      """
      apiVersion: networking.istio.io/v1alpha3
      kind: EnvoyFilter
      metadata: {name: start, namespace: default}
      spec:
        configPatches:
        - applyTo: BOOTSTRAP
          patch:
            operation: MERGE
            value:
              staticResources: {clusters: [{name: one}]}
              stats_flush_interval: 10s
        - applyTo: BOOTSTRAP
          patch: {operation: MERGE, value: {admin: {ignore_global_conn_limit: true}}}
        - applyTo: BOOTSTRAP
          patch: {operation: ADD, value: {stats_flush_interval: 1s}}
        - applyTo: BOOTSTRAP
          patch:
            operation: MERGE
            value:
              static_resources: {clusters: [{name: two}]}
              stats_flush_interval: 20s
      """;

  private static ProxyStart start(ConfigObject<?>... objects) {
    var mesh = MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(List.of(objects)));
    var workload = mesh.workloads().all().iterator().next();
    return ProxyStarts.of(
        mesh.policiesOf(workload).proxy(), new BootstrapChanges().of(mesh, workload));
  }

  @Test
  void nothingIsSaidWhereNobodyAsks() {
    assertThat(start(Objects.pod("reviews", "host1"))).isEqualTo(ProxyStart.getDefaultInstance());
  }

  @Test
  void theProxyConfigAndTheAnnotationCount() {
    var start = start(Objects.decode("mesh", POD), Objects.decode("mesh", CONFIG));

    assertThat(start.hasConcurrency()).isTrue();
    assertThat(start.getConcurrency()).isZero();
    assertThat(start.getDrainS()).isEqualTo(7);
    assertThat(start.getTerminationDrainS()).isEqualTo(30);
    assertThat(start.getFileFlushIntervalMs()).isEqualTo(2000);
    assertThat(start.getFileFlushMinSizeKb()).isEqualTo(16);
    assertThat(start.getMaxConnections()).isEqualTo(100);
    assertThat(start.getStatsPrefixesList()).containsExactly("cluster.outbound");
    assertThat(start.getStatsSuffixesList()).containsExactly("upstream_rq_retry");
    assertThat(start.getStatsRegexpsList()).containsExactly("http.*");
    assertThat(start.getRuntimeMap()).containsEntry("envoy.reloadable_features.x", "false");
    assertThat(start.getMetadataMap()).containsEntry("COLOR", "red").hasSize(1);
  }

  @Test
  void patchesOfTheBootstrapAreMerged() {
    var start = start(Objects.pod("reviews", "host1"), Objects.decode("mesh", PATCHES));

    assertThat(start.getBootstrap())
        .isEqualTo(
            "{\"static_resources\":{\"clusters\":[{\"name\":\"one\"},{\"name\":\"two\"}]},"
                + "\"stats_flush_interval\":\"20s\"}");
  }
}
