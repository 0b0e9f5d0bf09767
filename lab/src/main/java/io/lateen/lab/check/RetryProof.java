// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.lab.kube.PodPlan;
import io.lateen.lab.traffic.HttpCall;
import java.io.IOException;

/** Retries, counted where they arrive. */
final class RetryProof implements Proof {

  @Override
  public String name() {
    return "retry";
  }

  @Override
  public String expectation() {
    return "after two 500s the third attempt gives 200 and 3 requests arrived; without the rule"
        + " one 500 is given on and 1 arrived";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml");
    var without = attempt(stage, 1);
    stage.apply("virtual-service-ratings-retry.yaml");
    var with = attempt(stage, 2);
    boolean kept =
        without.status() == 500
            && without.arrived() == 1
            && with.status() == 200
            && with.arrived() == 3;
    return Outcome.of(
        kept,
        "with retries %d, %d arrived; without %d, %d arrived",
        with.status(),
        with.arrived(),
        without.status(),
        without.arrived());
  }

  private record Attempt(int status, long arrived) {}

  private static Attempt attempt(Stage stage, int failures)
      throws IOException, InterruptedException {
    var ratings = stage.pod("ratings", "v1");
    order(stage, ratings, failures);
    long before = stage.arrived(ratings, "ratings");
    var reply = stage.call(stage.pod("reviews", "v2"), "ratings", Stage.book("ratings"));
    var result = new Attempt(reply.status(), stage.arrived(ratings, "ratings") - before);
    order(stage, ratings, 0);
    return result;
  }

  /** Asks the sample to fail, from beside it. */
  private static void order(Stage stage, PodPlan ratings, int failures)
      throws IOException, InterruptedException {
    var order = HttpCall.get("localhost", "/failures?next=" + failures + "&status=500").by("POST");
    var reply = Stage.local(stage.in(ratings), ratings.port(), order);
    if (reply.status() != 200) {
      throw new IOException("ratings do not take orders: " + reply.body());
    }
  }
}
