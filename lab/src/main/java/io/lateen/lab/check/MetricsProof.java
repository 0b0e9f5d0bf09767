// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Requests counted by Istio's metric, on both sides of a call. */
final class MetricsProof implements Proof {

  private static final long CALLS = 100;
  private static final List<String> BY_SOURCE =
      List.of(
          "reporter=\"source\"",
          "source_canonical_service=\"details\"",
          "destination_service_name=\"ratings\"",
          "response_code=\"200\"");

  /** The server's side knows its caller by the certificate alone. */
  private static final List<String> BY_DESTINATION =
      List.of(
          "reporter=\"destination\"",
          "source_principal=\"spiffe://cluster.local/ns/default/sa/bookinfo-details\"",
          "destination_service_name=\"ratings\"",
          "response_code=\"200\"");

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
    long source = count(stage, BY_SOURCE);
    long destination = count(stage, BY_DESTINATION);
    stage.calls(stage.pod("details", "v1"), "ratings", Stage.book("ratings"), CALLS);
    long start = stage.waiting().ticks().nanos();
    long bySource = 0;
    long byDestination = 0;
    while ((bySource < CALLS || byDestination < CALLS)
        && stage.waiting().since(start).compareTo(LIMIT) < 0) {
      stage.waiting().pause(LOOK);
      bySource = count(stage, BY_SOURCE) - source;
      byDestination = count(stage, BY_DESTINATION) - destination;
    }
    return Outcome.of(
        bySource == CALLS && byDestination == CALLS,
        "source +%d, destination +%d after %d ms",
        bySource,
        byDestination,
        stage.waiting().since(start).toMillis());
  }

  private static long count(Stage stage, List<String> labels)
      throws IOException, InterruptedException {
    double sum = 0;
    for (var line : stage.configuration().metrics().lines().toList()) {
      if (line.startsWith("istio_requests_total{") && labels.stream().allMatch(line::contains)) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return Math.round(sum);
  }
}
