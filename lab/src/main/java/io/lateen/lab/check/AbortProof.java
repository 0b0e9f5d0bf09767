// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;

/** An injected failure for one user, which never reaches the server. */
final class AbortProof implements Proof {

  private static final long CALLS = 50;

  @Override
  public String name() {
    return "injected abort";
  }

  @Override
  public String expectation() {
    return "50 of 50 calls of jason to ratings give 500 and none arrives; 50 of 50 of others give"
        + " 200";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml", "virtual-service-ratings-test-abort.yaml");
    var from = stage.pod("reviews", "v2");
    var ratings = stage.pod("ratings", "v1");
    var call = Stage.book("ratings");
    long before = stage.arrived(ratings, "ratings");
    var jason = stage.calls(from, "ratings", call.with("end-user", "jason"), CALLS);
    long arrived = stage.arrived(ratings, "ratings") - before;
    var others = stage.calls(from, "ratings", call, CALLS);
    boolean kept =
        jason.statuses().getOrDefault(500, 0L) == CALLS
            && arrived == 0
            && others.statuses().getOrDefault(200, 0L) == CALLS;
    return Outcome.of(
        kept,
        "jason %s, of these %d arrived; others %s",
        jason.statuses(),
        arrived,
        others.statuses());
  }
}
