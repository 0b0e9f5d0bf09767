// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;
import java.time.Duration;

/** An agent that dies: its Envoys go on, and soon take new configuration again. */
final class AgentLossProof implements Proof {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration BEFORE = Duration.ofMillis(500);

  @Override
  public String name() {
    return "a killed agent heals";
  }

  @Override
  public String expectation() {
    return "no call fails, the same Envoy runs on, and a change made right after the kill acts"
        + " within 3 s";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml", "virtual-service-all-v1.yaml");
    var from = stage.pod("productpage", "v1");
    var call = Stage.book("reviews");
    var envoy = stage.faults().envoy(from);
    try (var load = stage.load(from, "reviews", call, 50)) {
      stage.waiting().pause(BEFORE);
      long kill = stage.waiting().ticks().nanos();
      stage.faults().killAgent(from.hostName());
      stage.configuration().put("virtual-service-reviews-v3.yaml");
      boolean acts =
          stage
              .waiting()
              .until(() -> load.report().labelled("v3") > 0, LIMIT, Duration.ofMillis(20));
      long healed = stage.waiting().since(kill).toMillis();
      var report = load.stop();
      boolean same = envoy.isPresent() && envoy.equals(stage.faults().envoy(from));
      return Outcome.of(
          acts && healed <= 3000 && report.failed() == 0 && same,
          "the change %s after %d ms, %d of %d calls failed %s, %s",
          acts ? "acts" : "does not act",
          healed,
          report.failed(),
          report.calls(),
          report.failures(),
          same ? "the same Envoy runs" : "the Envoy was lost");
    }
  }
}
