// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import java.time.Duration;

/** Told what the demo is doing; called from several threads, one call at a time. */
public interface Progress {

  /** A step begins; others may still be under way. */
  void begin(String step);

  /** A step has succeeded. */
  void done(String step, Duration took, String detail);

  /** A step has not succeeded, and others go on: a promise that was not kept. */
  default void failed(String step, Duration took, String detail) {
    done(step, took, "FAILED  " + detail);
  }

  /** Something worth knowing that is not a step. */
  void note(String line);
}
