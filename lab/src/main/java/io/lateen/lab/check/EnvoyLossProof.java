// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;
import java.time.Duration;

/** An Envoy that dies under load. */
final class EnvoyLossProof implements Proof {

  private static final Duration BEFORE = Duration.ofMillis(500);
  private static final Duration AFTER = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "a killed Envoy heals";
  }

  @Override
  public String expectation() {
    return "another Envoy runs and no call fails any more 3 s after the kill";
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml", "virtual-service-all-v1.yaml");
    var victim = stage.pod("reviews", "v1");
    var from = stage.pod("productpage", "v1");
    try (var load = stage.load(from, "reviews", Stage.book("reviews"), 50)) {
      stage.waiting().pause(BEFORE);
      var report = load.report();
      if (report.failed() > 0 || report.calls() == 0) {
        return Outcome.of(false, "calls failed before the kill: %s", report.failures());
      }
      long kill = stage.waiting().ticks().nanos();
      var dead = stage.faults().killEnvoy(victim);
      stage.waiting().pause(AFTER);
      var after = load.stop();
      long last = after.failed() == 0 ? kill : after.lastFailureNanos();
      long healed = Duration.ofNanos(last - kill).toMillis();
      boolean another =
          stage.faults().envoy(victim).filter(now -> now.pid() != dead.pid()).isPresent();
      return Outcome.of(
          another && healed <= 3000,
          "%s, last failure %d ms after the kill, %d of %d calls failed",
          another ? "another Envoy runs" : "no other Envoy runs",
          healed,
          after.failed(),
          after.calls());
    }
  }
}
