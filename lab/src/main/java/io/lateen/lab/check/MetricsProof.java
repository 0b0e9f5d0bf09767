// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;
import java.time.Duration;

/** Requests counted by Istio's metric, on both sides of a call. */
final class MetricsProof implements Proof {

  private static final long CALLS = 100;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(200);

  @Override
  public String name() {
    return "istio_requests_total counts";
  }

  @Override
  public String expectation() {
    return "100 calls from details to ratings add 100 by reporter source and 100 by destination";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    long source = count(stage, "source");
    long destination = count(stage, "destination");
    stage.calls(stage.pod("details", "v1"), "ratings", Stage.book("ratings"), CALLS);
    long start = stage.waiting().ticks().nanos();
    long bySource = 0;
    long byDestination = 0;
    while ((bySource < CALLS || byDestination < CALLS)
        && stage.waiting().since(start).compareTo(LIMIT) < 0) {
      stage.waiting().pause(LOOK);
      bySource = count(stage, "source") - source;
      byDestination = count(stage, "destination") - destination;
    }
    return Outcome.of(
        bySource == CALLS && byDestination == CALLS,
        "source +%d, destination +%d after %d ms",
        bySource,
        byDestination,
        stage.waiting().since(start).toMillis());
  }

  private static long count(Stage stage, String reporter)
      throws IOException, InterruptedException {
    double sum = 0;
    for (var line : stage.configuration().metrics().lines().toList()) {
      if (line.startsWith("istio_requests_total{")
          && line.contains("reporter=\"" + reporter + "\"")
          && line.contains("source_workload=\"details-v1\"")
          && line.contains("destination_workload=\"ratings-v1\"")) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return Math.round(sum);
  }
}
