// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** Takes away from a question what its difference does not need. */
record Shrinking(Judges judges, Subject.Maker maker) {

  private static final int STEPS = 40;

  /** So many questions are asked of one Envoy. */
  private static final int AT_ONCE = 16;

  /**
   * The smallest that was found.
   *
   * @return the difference itself if its question alone does not show it again
   */
  Difference of(Difference difference) throws IOException, InterruptedException {
    var smallest = difference;
    for (int step = 0; step < STEPS; step++) {
      var smaller = smaller(smallest);
      if (smaller.isEmpty()) {
        return smallest;
      }
      smallest = smaller.getFirst();
    }
    return smallest;
  }

  /** What differs among the first that are one step smaller, the smallest first. */
  private List<Difference> smaller(Difference difference) throws IOException, InterruptedException {
    var reduced = Reductions.of(difference.question());
    for (int i = 0; i < reduced.size(); i += AT_ONCE) {
      var asked = asked(difference, reduced.subList(i, Math.min(reduced.size(), i + AT_ONCE)));
      if (!asked.isEmpty()) {
        var found = judges.compare(difference.seed(), asked).differences();
        if (!found.isEmpty()) {
          return found.stream()
              .sorted(Comparator.comparingInt(one -> one.question().length()))
              .toList();
        }
      }
    }
    return List.of();
  }

  private List<Judges.Asked> asked(Difference difference, List<Question> questions) {
    return questions.stream()
        .flatMap(
            question ->
                maker.tryMake(question.documents(), question.normalization()).stream()
                    .map(
                        subject ->
                            new Judges.Asked(
                                difference.number(), subject, List.of(question.sequence()))))
        .toList();
  }
}
