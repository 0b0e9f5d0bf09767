// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;
import java.time.Duration;

/** A minute without a control plane. */
final class ControlPlaneLossProof implements Proof {

  private static final Duration LOSS = Duration.ofSeconds(60);
  private static final Duration RETURN_LIMIT = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(100);

  @Override
  public String name() {
    return "60 s without a control plane";
  }

  @Override
  public String expectation() {
    return "no call of about 6000 fails, and changes act again once it is back";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml", "virtual-service-all-v1.yaml");
    var from = stage.pod("productpage", "v1");
    var call = Stage.book("reviews");
    try (var load = stage.load(from, "reviews", call, 100)) {
      stage.faults().buryControlPlane();
      stage.waiting().pause(LOSS);
      boolean dead = !stage.faults().controlPlaneRuns();
      stage.faults().reviveControlPlane();
      long revived = stage.waiting().ticks().nanos();
      boolean changed = change(stage);
      long back = stage.waiting().since(revived).toMillis();
      boolean acts =
          changed
              && stage.waiting().until(() -> load.report().labelled("v3") > 0, RETURN_LIMIT, LOOK);
      var report = load.stop();
      return Outcome.of(
          dead && acts && report.failed() == 0 && report.calls() >= 6000,
          "%d calls, %d failed %s; %s, %d ms after its return",
          report.calls(),
          report.failed(),
          report.failures(),
          acts ? "changes act again" : "changes do not act",
          back);
    }
  }

  /** Makes a change as soon as the API takes it, and waits for the proxies. */
  private static boolean change(Stage stage) throws InterruptedException {
    return stage
        .waiting()
        .until(
            () -> {
              try {
                stage.apply("virtual-service-reviews-v3.yaml");
                return true;
              } catch (IOException e) {
                return false;
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
              }
            },
            RETURN_LIMIT,
            LOOK);
  }
}
