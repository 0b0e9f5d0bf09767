// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.base.time.NanoClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs proofs one after the other; one that cannot be made counts as not kept. */
public record Checklist(List<Proof> proofs, NanoClock ticks) {

  /** Copies the list. */
  public Checklist {
    proofs = List.copyOf(proofs);
  }

  /** Everything that {@code lateen demo --check} promises. */
  public static List<Proof> all() {
    return List.of(
        new PageProof(),
        new SplitProof(),
        new SwitchProof(),
        new UserRouteProof(),
        new DelayProof(),
        new AbortProof(),
        new TimeoutProof(),
        new RetryProof(),
        new MirrorProof(),
        new WireProof(),
        new StrictProof(),
        new AllowAnyProof(),
        new RegistryOnlyProof(),
        new InvalidObjectProof(),
        new ReactionProof(),
        new MetricsProof(),
        new EnvoyLossProof(),
        new AgentLossProof(),
        new ControlPlaneLossProof());
  }

  /**
   * Runs all of them.
   *
   * @param before told the name of each proof before it runs
   * @param after told the outcome of each
   */
  public CheckReport run(Stage stage, Consumer<String> before, Consumer<CheckReport.Row> after)
      throws InterruptedException {
    var rows = new ArrayList<CheckReport.Row>();
    for (var proof : proofs) {
      before.accept(proof.name());
      var row = run(stage, proof);
      after.accept(row);
      rows.add(row);
    }
    return new CheckReport(rows);
  }

  private CheckReport.Row run(Stage stage, Proof proof) throws InterruptedException {
    long start = ticks.nanos();
    Proof.Outcome outcome;
    try {
      outcome = proof.run(stage);
    } catch (IOException | RuntimeException e) {
      outcome = new Proof.Outcome(false, "could not be tested: " + e);
    }
    try {
      stage.clear();
    } catch (IOException e) {
      outcome = outcome.and(new Proof.Outcome(false, "configuration stays behind: " + e));
    }
    var took = Duration.ofNanos(ticks.nanos() - start);
    return new CheckReport.Row(
        proof.name(), proof.expectation(), outcome.kept(), outcome.measured(), took);
  }
}
