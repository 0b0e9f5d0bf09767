// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.cli.shell.Table;
import io.lateen.translate.Provenance.Cause;
import io.lateen.translate.evaluate.Answer;
import io.lateen.translate.evaluate.Step;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An explanation for people: the outcome, then a line for each step. */
final class ExplanationTable {

  /** Endpoints beyond this many are counted, not printed. */
  private static final int ENDPOINTS_SHOWN = 8;

  private ExplanationTable() {}

  static void print(Explanation explanation, PrintStream out, boolean heads) {
    out.println(outcome(explanation.answer()));
    out.println();
    var table = new Table("STEP", "NAME", "DECIDED BY", "WHERE", "WHY");
    for (var step : explanation.answer().steps()) {
      var causes = explanation.deciders().of(step.place());
      table.row(step.what().wireName(), name(step), object(causes), where(causes), step.why());
    }
    table.print(out, heads);
    endpoints(explanation.answer().endpoints(), out, heads);
    if (!explanation.losers().isEmpty()) {
      out.println();
      var losers = new Table("NOT USED", "WHERE", "WHY");
      for (var loser : explanation.losers()) {
        losers.row(
            loser.kind() + " " + loser.namespace() + "/" + loser.name(),
            loser.file().isEmpty() ? "-" : loser.file() + ":" + loser.line(),
            loser.why());
      }
      losers.print(out, heads);
    }
    explanation
        .arrival()
        .ifPresent(
            end -> {
              out.println();
              out.print("at " + end.proxy() + " ");
              print(end.explanation(), out, heads);
            });
    out.flush();
  }

  private static String outcome(Answer answer) {
    if (answer.error().isPresent()) {
      var last = answer.steps().getLast();
      return answer.error().get().wireName() + ": " + last.why();
    }
    var denial =
        answer.policies().stream().filter(policy -> policy.decision().equals("deny")).findFirst();
    if (denial.isPresent()) {
      var rule = denial.get().rule();
      return "is denied: " + (rule.isEmpty() ? "no rule allows it" : rule);
    }
    if (answer.clusters().isEmpty()) {
      return answer.steps().getLast().why();
    }
    return "goes to "
        + answer.clusters().stream()
            .map(share -> percent(share.percent()) + share.cluster())
            .collect(Collectors.joining(", "));
  }

  private static String percent(double value) {
    return value >= 100 ? "" : String.format(Locale.ROOT, "%.1f%% ", value);
  }

  private static String name(Step step) {
    return step.name().isEmpty() ? "-" : step.name();
  }

  private static String object(List<Cause> causes) {
    return causes.isEmpty() ? "-" : causes.getFirst().object().display();
  }

  private static String where(List<Cause> causes) {
    if (causes.isEmpty() || causes.getFirst().source().isEmpty()) {
      return "-";
    }
    return causes.getFirst().source() + ":" + causes.getFirst().line();
  }

  private static void endpoints(List<Answer.Target> endpoints, PrintStream out, boolean heads) {
    if (endpoints.isEmpty()) {
      return;
    }
    out.println();
    var table = new Table("ENDPOINT", "CLUSTER", "PRIORITY", "SHARE", "LOCALITY", "HEALTH");
    for (var target : endpoints.subList(0, Math.min(ENDPOINTS_SHOWN, endpoints.size()))) {
      table.row(
          target.address(),
          target.cluster(),
          Integer.toString(target.priority()),
          String.format(Locale.ROOT, "%.0f%%", target.percent()),
          target.locality().isEmpty() ? "-" : target.locality(),
          target.health());
    }
    table.print(out, heads);
    if (endpoints.size() > ENDPOINTS_SHOWN) {
      out.println("and " + (endpoints.size() - ENDPOINTS_SHOWN) + " more");
    }
  }
}
