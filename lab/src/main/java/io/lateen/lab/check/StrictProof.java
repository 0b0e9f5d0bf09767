// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.lab.kube.PodPlan;
import io.lateen.lab.traffic.HttpConnection;
import java.io.IOException;

/** A caller without a sidecar, before and after mutual TLS is demanded. */
final class StrictProof implements Proof {

  private static final long CALLS = 50;

  @Override
  public String name() {
    return "STRICT refuses plaintext";
  }

  @Override
  public String expectation() {
    return "a caller outside the mesh gets 200 before and no answer after STRICT; the request does"
        + " not arrive; 50 of 50 calls inside the mesh go on";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    var server = stage.pod("reviews", "v1");
    var before = plaintext(stage, server);
    stage.apply("peer-authentication-strict.yaml");
    long arrivedBefore = stage.arrived(server, "reviews");
    var after = plaintext(stage, server);
    long arrived = stage.arrived(server, "reviews") - arrivedBefore;
    var inside =
        stage.calls(stage.pod("productpage", "v1"), "reviews", Stage.book("reviews"), CALLS);
    boolean kept =
        before.equals("200")
            && !after.matches("[0-9]+")
            && arrived == 0
            && inside.failed() == 0
            && inside.calls() == CALLS;
    return Outcome.of(
        kept,
        "before: %s; after: %s, %d arrived; inside %d calls, %d failed %s",
        before,
        after,
        arrived,
        inside.calls(),
        inside.failed(),
        inside.failures());
  }

  private static String plaintext(Stage stage, PodPlan server) throws InterruptedException {
    var call = Stage.book("reviews");
    try {
      return String.valueOf(
          stage
              .outside()
              .call(() -> HttpConnection.once(Stage.address(server), call, Stage.TIMEOUT))
              .status());
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
