// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.machine;

/**
 * What a command left.
 *
 * @param exitCode 128 and the number of the signal that ended it, as shells count
 */
public record Outcome(int exitCode, String out, String err) {

  /** All of it, for the message of a failed assertion. */
  @Override
  public String toString() {
    return "exit code " + exitCode + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
  }
}
