// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

/**
 * A question that Envoy and the interpreter answer differently.
 *
 * @param seed of the round
 * @param number of the subject in its round
 * @param envoy status that Envoy answered; 0 when it closed the connection
 * @param interpreter status that the interpreter expects
 * @param why the interpreter's reason
 */
public record Difference(
    long seed, int number, Question question, int envoy, int interpreter, String why) {

  /** How many policies the question needs. */
  public int documents() {
    return question.documents().size();
  }

  /** In words, for people, with the command that asks again. */
  public String text() {
    return """
        seed %d, subject %d: Envoy says %d, the interpreter %d (%s)
        %s
          again: LATEEN_ENTRY=%s ./scripts/conformance.sh "$LATEEN_ENVOY" %d 1 %d"""
        .formatted(
            seed,
            number,
            envoy,
            interpreter,
            why,
            question.text(),
            Differential.class.getName(),
            seed,
            number);
  }
}
