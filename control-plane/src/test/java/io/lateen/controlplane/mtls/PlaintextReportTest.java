// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.mtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.security.MtlsMode;
import io.lateen.controlplane.mtls.PlaintextCaller.Kind;
import io.lateen.controlplane.node.ReportedMetrics.Series;
import io.lateen.mesh.MeshSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlaintextReportTest {

  private static final String LAST = "lateen_agent_plaintext_last_seconds";
  private static final String CALLS = "lateen_agent_plaintext_calls_total";
  private static final Instant START = Instant.ofEpochSecond(1000);

  private final SortedMap<String, List<Series>> reported = new TreeMap<>();

  private static String pod(String namespace, String name, String address, boolean sidecar) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s, labels: {app: %s%s}}
        spec: {nodeName: host1, containers: [{name: app, image: app}]}
        status: {phase: Running, podIP: %s}
        ---
        """
        .formatted(
            name, namespace, name, sidecar ? ", security.istio.io/tlsMode: istio" : "", address);
  }

  private static MeshSnapshot mesh(String more) {
    var documents =
        pod("shop", "basket", "10.0.0.1", true)
            + pod("shop", "page", "10.0.0.2", true)
            + pod("old", "batch", "10.0.0.3", false)
            + pod("calm", "quiet", "10.0.0.4", true)
            + more;
    var decoded = new DocumentDecoder().decode("mesh.yaml", documents);
    assertThat(decoded.problems().hasErrors()).as(decoded.problems().render()).isFalse();
    return MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(decoded.valid()));
  }

  private void seen(String node, String destination, int port, String source, long seconds) {
    var labels =
        new TreeMap<>(
            Map.of("destination", destination, "port", "" + port, "source", source, "node", node));
    for (var name : List.of(LAST, CALLS)) {
      var value = name.equals(LAST) ? seconds : 3;
      reported.computeIfAbsent(name, key -> new ArrayList<>()).add(new Series(name, labels, value));
    }
  }

  @Test
  void callersOfEachPortAreNamedWithAdvice() {
    seen("host1", "10.0.0.1", 8000, "10.0.0.3", 2000);
    seen("host1", "10.0.0.1", 8000, "10.0.0.2", 3000);
    seen("host1", "10.0.0.1", 8000, "203.0.113.1", 1500);
    seen("host1", "10.0.0.1", 9000, "10.0.0.3", 2500);
    var report = PlaintextReport.of(mesh(""), reported, START);
    assertThat(report.ports()).extracting(PlaintextPort::port).containsExactly(8000, 9000);
    var first = report.ports().getFirst();
    assertThat(first.workload()).isEqualTo("basket");
    assertThat(first.mode()).isEqualTo(MtlsMode.PERMISSIVE);
    assertThat(first.calls()).isEqualTo(9);
    assertThat(first.lastSeen()).isEqualTo(Instant.ofEpochSecond(3000));
    assertThat(first.callers())
        .extracting(PlaintextCaller::kind)
        .containsExactly(Kind.SIDECAR, Kind.NO_SIDECAR, Kind.STRANGER);
    assertThat(first.callers().get(1).workload()).isEqualTo("batch");
    assertThat(report.ready()).containsExactly("calm");
  }

  @Test
  void whatIsOldOrStrictAlreadyIsLeftOut() {
    seen("host1", "10.0.0.1", 8000, "10.0.0.3", 999);
    seen("host1", "10.0.0.1", 9000, "10.0.0.3", 1000);
    var strict =
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}
        """;
    var before = PlaintextReport.of(mesh(""), reported, START);
    assertThat(before.ports()).extracting(PlaintextPort::port).containsExactly(9000);
    assertThat(before.ready()).containsExactly("calm");
    var after = PlaintextReport.of(mesh(strict), reported, START);
    assertThat(after.ports()).isEmpty();
    assertThat(after.ready()).containsExactly("calm");
  }

  @Test
  void aPortThatStaysOpenInAStrictWorkloadIsShown() {
    seen("host1", "10.0.0.1", 8000, "10.0.0.3", 2000);
    seen("host1", "10.0.0.1", 9000, "10.0.0.3", 2000);
    var open =
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: basket, namespace: shop}
        spec:
          selector: {matchLabels: {app: basket}}
          mtls: {mode: STRICT}
          portLevelMtls: {9000: {mode: PERMISSIVE}}
        """;
    assertThat(PlaintextReport.of(mesh(open), reported, START).ports())
        .extracting(PlaintextPort::port)
        .containsExactly(9000);
  }

  @Test
  void aNodeSpeaksForItsOwnWorkloadsOnly() {
    seen("host2", "10.0.0.1", 8000, "10.0.0.3", 2000);
    seen("host1", "10.0.0.3", 8000, "10.0.0.1", 2000);
    seen("host1", "10.9.9.9", 8000, "10.0.0.1", 2000);
    assertThat(PlaintextReport.of(mesh(""), reported, START).ports()).isEmpty();
  }
}
