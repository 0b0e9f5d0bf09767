// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.demo;

import io.lateen.bench.report.Figure;
import io.lateen.bench.report.Series;
import io.lateen.client.ApiClient;
import java.time.Duration;
import java.util.List;

/**
 * From the moment a client sends a changed VirtualService to its knowledge that the last Envoy has
 * acknowledged it; both ways over HTTPS included. The floor is the same call with an unchanged
 * object, which stores and pushes nothing.
 */
final class ApplyCase {

  private static final int WARM_UP = 20;
  private static final int CHANGES = 200;
  private static final double GOAL_P99_MS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RunningMesh mesh;

  ApplyCase(RunningMesh mesh) {
    this.mesh = mesh;
  }

  List<Figure> run() throws Exception {
    try (var api = new ApiClient(mesh.credential())) {
      for (int i = 0; i < WARM_UP; i++) {
        apply(api, i % 2);
      }
      var changes = new Series();
      var repeats = new Series();
      for (int i = 0; i < CHANGES; i++) {
        changes.add(apply(api, i % 2));
        repeats.add(apply(api, i % 2));
      }
      api.delete(
          new io.lateen.client.ObjectPath(
              "networking.istio.io", "v1", "virtualservices", "default", "bench"));
      return List.of(
          Figure.of(DemoSuite.NAME, "apply", "last_ack_p50_ms", "ms", changes)
              .floor(repeats.median()),
          Figure.of(DemoSuite.NAME, "apply", "last_ack_p99_ms", "ms", changes.percentile(0.99))
              .goal(GOAL_P99_MS)
              .floor(repeats.percentile(0.99))
              .runs(changes.size(), changes.spread()));
    }
  }

  /** Milliseconds. */
  private static double apply(ApiClient api, int variant) throws Exception {
    long begin = System.nanoTime();
    var report = api.apply(virtualService(variant));
    var answer = api.awaitRevision(report.revision(), PATIENCE);
    double millis = (System.nanoTime() - begin) / 1e6;
    if (!report.accepted() || !answer.path("settled").asBoolean(false)) {
      throw new IllegalStateException("not acknowledged by all: " + report + " " + answer);
    }
    return millis;
  }

  private static String virtualService(int variant) {
    return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: bench, namespace: default}
        spec:
          hosts: [details]
          http:
          - timeout: %ds
            route: [{destination: {host: details}}]
        """
        .formatted(20 + variant);
  }
}
