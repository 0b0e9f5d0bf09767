// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;

/** A caller that waits no longer than its route says. */
final class TimeoutProof implements Proof {

  @Override
  public String name() {
    return "timeout";
  }

  @Override
  public String expectation() {
    return "while ratings take 2 s, reviews give 504 after 0.5 to 1.0 s; without the timeout 200"
        + " after 2 s";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    var from = stage.pod("productpage", "v1");
    var call = Stage.book("reviews");
    stage.apply("destination-rule-all.yaml", "virtual-service-ratings-delay-2s.yaml");
    stage.apply("virtual-service-reviews-timeout.yaml");
    var limited = Timed.call(stage, from, "reviews", call);
    stage.clear();
    stage.apply("destination-rule-all.yaml", "virtual-service-ratings-delay-2s.yaml");
    var direct = Timed.call(stage, stage.pod("reviews", "v2"), "ratings", Stage.book("ratings"));
    boolean kept =
        limited.status() == 504
            && limited.lasted(500)
            && limited.millis() <= 1000
            && direct.status() == 200
            && direct.lasted(2000);
    return Outcome.of(kept, "with timeout %s; ratings alone %s", limited, direct);
  }
}
