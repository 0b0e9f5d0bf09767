// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.authz;

import io.lateen.cli.shell.Documents;
import io.lateen.mesh.access.AccessDecision;
import io.lateen.mesh.access.AccessPolicy;
import tools.jackson.databind.node.ObjectNode;

/** A decision for scripts. */
final class DecisionTree {

  private DecisionTree() {}

  static ObjectNode of(AccessDecision decision) {
    var root = Documents.JSON.createObjectNode();
    root.put("verdict", decision.outcome().name()).put("why", decision.why());
    root.set("decidedBy", decision.decidedBy().map(DecisionTree::policy).orElse(null));
    root.put("asks", decision.asks().orElse(null));
    root.put("verdictWithDryRuns", decision.outcomeOfTrial().name());
    root.put("audited", decision.audited());
    var policies = root.putArray("policies");
    for (var one : decision.considered()) {
      var policy = policy(one.policy());
      policy.put("matches", one.matches());
      if (one.rule().isPresent()) {
        policy.put("rule", one.rule().getAsInt());
      } else {
        policy.putNull("rule");
      }
      policies.add(policy.put("why", one.why()));
    }
    return root;
  }

  private static ObjectNode policy(AccessPolicy policy) {
    return Documents.JSON
        .createObjectNode()
        .put("kind", policy.key().kind())
        .put("namespace", policy.key().namespace())
        .put("name", policy.key().name())
        .put("source", policy.source())
        .put("action", policy.action().name())
        .put("dryRun", policy.dryRun());
  }
}
