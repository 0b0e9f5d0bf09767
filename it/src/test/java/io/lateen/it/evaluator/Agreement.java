// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.evaluator;

import io.lateen.translate.evaluate.Answer;
import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.EnvoyConfig;
import io.lateen.translate.evaluate.Evaluator;
import io.lateen.translate.evaluate.Failure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the evaluator and an Envoy's log say the same of a call. */
final class Agreement {

  /**
   * Failures of the handshake. No request is read then; a cluster may be logged, because a TCP
   * proxy picks it before the handshake is over.
   */
  private static final Set<Failure> HANDSHAKE = EnumSet.of(Failure.TLS, Failure.MUTUAL_TLS);

  private Agreement() {}

  /** What they say differently; empty when they agree. */
  static List<String> differences(EnvoyConfig config, Call call, Optional<TrialLog.Entry> logged) {
    var answer = Evaluator.evaluate(config, call);
    if (logged.isEmpty()) {
      return List.of("nothing was logged of " + call);
    }
    var entry = logged.get();
    var found = new ArrayList<String>();
    compare(found, "listener", answer.listener(), entry.listener());
    if (answer.error().filter(Failure.NO_LISTENER::equals).isEmpty()) {
      compare(found, "filter chain", answer.filterChain(), entry.chain());
      if (answer.error().filter(HANDSHAKE::contains).isEmpty()) {
        compare(found, "route", answer.route(), entry.route());
        cluster(found, config, answer, entry);
        status(found, answer, entry);
      } else {
        compare(found, "route", "", entry.route());
        compare(found, "status", "0", Integer.toString(entry.code()));
      }
    }
    if (!found.isEmpty()) {
      found.add("call " + call);
      answer.steps().forEach(step -> found.add(step.what().wireName() + " " + step.why()));
      found.add("envoy " + entry);
    }
    return found;
  }

  private static void cluster(
      List<String> found, EnvoyConfig config, Answer answer, TrialLog.Entry entry) {
    var possible =
        answer.clusters().stream()
            .map(Answer.Share::cluster)
            .filter(name -> config.clusters().containsKey(name))
            .toList();
    boolean unknown = possible.size() < answer.clusters().size();
    boolean agree =
        possible.contains(entry.cluster())
            || (entry.cluster().isEmpty() && (unknown || answer.clusters().isEmpty()));
    if (!agree) {
      found.add("cluster: evaluator " + possible + ", envoy " + entry.cluster());
    }
  }

  private static void status(List<String> found, Answer answer, TrialLog.Entry entry) {
    var failure = answer.error();
    if (failure.isPresent()) {
      int code =
          switch (failure.get()) {
            case NO_ROUTE, NO_VIRTUAL_HOST -> 404;
            case TLS_REDIRECT -> 301;
            case PROTOCOL -> entry.code() == 0 ? 0 : 400;
            default -> 0;
          };
      compare(found, "status", Integer.toString(code), Integer.toString(entry.code()));
    }
  }

  private static void compare(List<String> found, String what, String ours, String theirs) {
    if (!ours.equals(theirs)) {
      found.add(what + ": evaluator \"" + ours + "\", envoy \"" + theirs + "\"");
    }
  }
}
