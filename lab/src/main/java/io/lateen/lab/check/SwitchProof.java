// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;
import java.time.Duration;

/** Another split while calls are under way. */
final class SwitchProof implements Proof {

  private static final long CALLS = 1000;
  private static final Duration LEAD = Duration.ofMillis(500);

  @Override
  public String name() {
    return "switch to 50/50 under load";
  }

  @Override
  public String expectation() {
    return "no call fails during the switch; afterwards 430 to 570 of 1000 go to v3, others to v1";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml", "virtual-service-reviews-90-10.yaml");
    var from = stage.pod("productpage", "v1");
    var call = Stage.book("reviews");
    try (var load = stage.load(from, "reviews", call, 200)) {
      stage.waiting().pause(LEAD);
      stage.apply("virtual-service-reviews-50-v3.yaml");
      stage.waiting().pause(LEAD);
      var during = load.stop();
      var after = stage.calls(from, "reviews", call, CALLS);
      long v1 = after.labelled("v1");
      long v3 = after.labelled("v3");
      boolean kept =
          during.failed() == 0
              && during.calls() > 100
              && after.failed() == 0
              && v3 >= 430
              && v3 <= 570
              && v1 + v3 == CALLS;
      return Outcome.of(
          kept,
          "%d calls during the switch, %d failed %s; then v1 %d, v3 %d, failed %d",
          during.calls(),
          during.failed(),
          during.failures(),
          v1,
          v3,
          after.failed());
    }
  }
}
