// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance;

import java.util.function.Supplier;

/**
 * One case.
 *
 * @param name unique in its suite
 * @param check judges it; safe on any thread
 */
public record Case(String name, Supplier<Verdict> check) {

  /** The verdict; what is thrown is a failure of the case, not of the run. */
  Verdict run() {
    try {
      return check.get();
    } catch (RuntimeException | StackOverflowError e) {
      var place = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
      return Verdict.failed(e + place);
    }
  }
}
