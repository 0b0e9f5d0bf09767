// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.cli.shell.Documents;
import io.lateen.translate.Provenance.Cause;
import io.lateen.translate.evaluate.Failure;
import io.lateen.translate.evaluate.Step;
import tools.jackson.databind.node.ObjectNode;

/** An explanation as JSON (contract: the command {@code explain}). */
final class ExplanationTree {

  private static final double TENTHS = 10.0;

  private ExplanationTree() {}

  static ObjectNode of(Explanation explanation) {
    var answer = explanation.answer();
    var tree =
        Documents.JSON
            .createObjectNode()
            .put("listener", answer.listener())
            .put("filterChain", answer.filterChain())
            .put("routeConfig", answer.routeConfig())
            .put("virtualHost", answer.virtualHost())
            .put("route", answer.route())
            .put("cluster", answer.cluster());
    var clusters = tree.putArray("clusters");
    for (var share : answer.clusters()) {
      clusters.addObject().put("name", share.cluster()).put("percent", rounded(share.percent()));
    }
    var endpoints = tree.putArray("endpoints");
    for (var target : answer.endpoints()) {
      endpoints
          .addObject()
          .put("cluster", target.cluster())
          .put("address", target.address())
          .put("locality", target.locality())
          .put("priority", target.priority())
          .put("percent", rounded(target.percent()))
          .put("health", target.health());
    }
    answer
        .error()
        .map(Failure::wireName)
        .ifPresentOrElse(error -> tree.put("error", error), () -> tree.putNull("error"));
    policies(tree, explanation);
    steps(tree, explanation);
    losers(tree, explanation);
    explanation
        .arrival()
        .ifPresent(end -> tree.set("arrival", of(end.explanation()).put("proxy", end.proxy())));
    return tree;
  }

  private static double rounded(double percent) {
    return Math.round(percent * TENTHS) / TENTHS;
  }

  private static void policies(ObjectNode tree, Explanation explanation) {
    var list = tree.putArray("policies");
    var steps =
        explanation.answer().steps().stream()
            .filter(step -> step.what() == Step.What.POLICY)
            .iterator();
    for (var policy : explanation.answer().policies()) {
      var entry = list.addObject();
      var causes = explanation.deciders().of(steps.next().place());
      if (causes.isEmpty()) {
        entry.putNull("object");
      } else {
        entry.put("object", causes.getFirst().object().display());
      }
      entry
          .put("filter", policy.filter())
          .put("decision", policy.decision())
          .put("rule", policy.rule());
    }
  }

  private static void steps(ObjectNode tree, Explanation explanation) {
    var list = tree.putArray("steps");
    for (var step : explanation.answer().steps()) {
      var entry = list.addObject().put("what", step.what().wireName()).put("name", step.name());
      var causes = explanation.deciders().of(step.place());
      if (causes.isEmpty()) {
        entry.putNull("decidedBy");
      } else {
        describe(entry.putObject("decidedBy"), causes.getFirst());
      }
      entry.put("why", step.why());
    }
  }

  private static void describe(ObjectNode node, Cause cause) {
    node.put("kind", cause.object().kind())
        .put("namespace", cause.object().namespace())
        .put("name", cause.object().name())
        .put("file", cause.source())
        .put("line", cause.line());
  }

  private static void losers(ObjectNode tree, Explanation explanation) {
    var list = tree.putArray("losers");
    for (var loser : explanation.losers()) {
      list.addObject()
          .put("kind", loser.kind())
          .put("namespace", loser.namespace())
          .put("name", loser.name())
          .put("file", loser.file())
          .put("line", loser.line())
          .put("why", loser.why());
    }
  }
}
