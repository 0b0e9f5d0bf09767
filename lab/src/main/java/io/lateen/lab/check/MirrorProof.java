// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;
import java.time.Duration;

/** Copies of requests, counted where they arrive. */
final class MirrorProof implements Proof {

  private static final long CALLS = 100;
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(50);

  @Override
  public String name() {
    return "mirror";
  }

  @Override
  public String expectation() {
    return "100 of 100 answers come from v1, and exactly 100 copies arrive at v2";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml", "virtual-service-reviews-mirror-v2.yaml");
    var mirror = stage.pod("reviews", "v2");
    long before = stage.arrived(mirror, "reviews");
    var report =
        stage.calls(stage.pod("productpage", "v1"), "reviews", Stage.book("reviews"), CALLS);
    long copies = stage.arrived(mirror, "reviews") - before;
    // Nobody waits for a copy, so the last ones may still be on their way.
    long start = stage.waiting().ticks().nanos();
    while (copies < CALLS && stage.waiting().since(start).compareTo(LIMIT) < 0) {
      stage.waiting().pause(LOOK);
      copies = stage.arrived(mirror, "reviews") - before;
    }
    boolean kept = report.labelled("v1") == CALLS && report.failed() == 0 && copies == CALLS;
    return Outcome.of(
        kept,
        "answers by %s, failed %d, copies at v2 %d",
        report.labels(),
        report.failed(),
        copies);
  }
}
