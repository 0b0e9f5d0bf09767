// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;

/** Weights of a route, with Istio's own document. */
final class SplitProof implements Proof {

  private static final long CALLS = 1000;

  @Override
  public String name() {
    return "90/10 split";
  }

  @Override
  public String expectation() {
    return "of 1000 calls 870 to 930 go to v1, all others to v2, none fails";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml", "virtual-service-reviews-90-10.yaml");
    var report =
        stage.calls(stage.pod("productpage", "v1"), "reviews", Stage.book("reviews"), CALLS);
    long v1 = report.labelled("v1");
    long v2 = report.labelled("v2");
    boolean kept = v1 >= 870 && v1 <= 930 && v1 + v2 == CALLS && report.failed() == 0;
    return Outcome.of(
        kept, "v1 %d, v2 %d, failed %d %s", v1, v2, report.failed(), report.failures());
  }
}
