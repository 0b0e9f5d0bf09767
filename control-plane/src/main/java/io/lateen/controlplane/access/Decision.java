// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The one place that decides. Pure: the answer depends on the bindings and the question alone, and
 * without a binding that says yes it is no. More bindings never take anything away.
 */
public final class Decision {

  private Decision() {}

  /**
   * Whether a subject may do something.
   *
   * @param bindings of all subjects; those of others are passed over
   */
  public static Verdict decide(String subject, List<Binding> bindings, Question question) {
    var own = bindings.stream().filter(binding -> binding.subject().equals(subject)).toList();
    for (var binding : own) {
      if (binding.role().may(question.verb(), question.area()) && reaches(binding, question)) {
        return new Verdict.Allowed(
            binding.role(),
            subject + " is " + binding.words() + ", which lets it " + question.words());
      }
    }
    return new Verdict.Denied(
        own.isEmpty()
            ? subject + " has no role"
            : subject + " may not " + question.words() + ": it is " + words(own));
  }

  private static boolean reaches(Binding binding, Question question) {
    return question.area() == Area.DISCOVERY || binding.covers(question.namespace());
  }

  private static String words(List<Binding> bindings) {
    return bindings.stream().map(Binding::words).sorted().collect(Collectors.joining("; "));
  }
}
