// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;

/** An injected delay for one user. */
final class DelayProof implements Proof {

  @Override
  public String name() {
    return "injected delay";
  }

  @Override
  public String expectation() {
    return "ratings answer jason 200 after 7.0 to 8.0 s, others 200 within 1 s";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml", "virtual-service-ratings-test-delay.yaml");
    var from = stage.pod("reviews", "v2");
    var call = Stage.book("ratings");
    var others = Timed.call(stage, from, "ratings", call);
    var jason = Timed.call(stage, from, "ratings", call.with("end-user", "jason"));
    boolean kept =
        jason.status() == 200
            && jason.lasted(7000)
            && jason.millis() <= 8000
            && others.status() == 200
            && others.millis() < 1000;
    return Outcome.of(kept, "jason %s, others %s", jason, others);
  }
}
