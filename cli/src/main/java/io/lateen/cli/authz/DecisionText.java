// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.authz;

import io.lateen.cli.shell.Table;
import io.lateen.mesh.access.AccessDecision;
import io.lateen.mesh.access.AccessDecision.Considered;
import io.lateen.mesh.access.AccessPolicy;
import java.io.PrintStream;

/** A decision for people. */
final class DecisionText {

  private DecisionText() {}

  static void print(AccessDecision decision, PrintStream out, boolean heads) {
    var by = decision.decidedBy().map(policy -> " by " + named(policy) + ": ").orElse(": ");
    out.println(decision.outcome() + by + decision.why());
    decision
        .asks()
        .ifPresent(
            provider -> out.println("the provider " + provider + " is asked first and may refuse"));
    if (decision.outcomeOfTrial() != decision.outcome()) {
      out.println("if dry runs counted: " + decision.outcomeOfTrial());
    }
    if (decision.audited()) {
      out.println("an AUDIT policy notes it");
    }
    if (decision.considered().isEmpty()) {
      out.println("no AuthorizationPolicy applies to the workload");
      return;
    }
    out.println();
    var table = new Table("ACTION", "POLICY", "SOURCE", "MATCHES", "WHY");
    for (var one : decision.considered()) {
      var policy = one.policy();
      table.row(
          policy.action() + (policy.dryRun() ? " (dry run)" : ""),
          policy.key().namespace() + "/" + policy.key().name(),
          policy.source().isEmpty() ? "-" : policy.source(),
          matches(one),
          one.why());
    }
    table.print(out, heads);
  }

  private static String matches(Considered one) {
    return one.rule().isPresent() ? "rule " + one.rule().getAsInt() : "no";
  }

  private static String named(AccessPolicy policy) {
    var name = policy.action() + " " + policy.key().namespace() + "/" + policy.key().name();
    return policy.source().isEmpty() ? name : name + " (" + policy.source() + ")";
  }
}
