// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;
import java.time.Duration;

/** How soon a change acts on real calls. */
final class ReactionProof implements Proof {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "a change acts at once";
  }

  @Override
  public String expectation() {
    return "the first call by the new route comes within 1 s of the apply, all later ones follow"
        + " it";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml", "virtual-service-all-v1.yaml");
    var from = stage.pod("productpage", "v1");
    var call = Stage.book("reviews");
    long start = stage.waiting().ticks().nanos();
    long revision = stage.configuration().put("virtual-service-reviews-v3.yaml");
    var accepted = stage.waiting().since(start);
    boolean acts = false;
    while (!acts && stage.waiting().since(start).compareTo(LIMIT) < 0) {
      acts = stage.call(from, "reviews", call).header(Stage.VERSION).orElse("").equals("v3");
    }
    var reaction = stage.waiting().since(start);
    stage.configuration().settle(revision);
    var settled = stage.waiting().since(start);
    var after = stage.calls(from, "reviews", call, 100);
    boolean kept = acts && reaction.toMillis() <= 1000 && after.labelled("v3") == 100;
    return Outcome.of(
        kept,
        "stored after %d ms, acts after %d ms, all proxies after %d ms; then calls by %s",
        accepted.toMillis(),
        reaction.toMillis(),
        settled.toMillis(),
        after.labels());
  }
}
