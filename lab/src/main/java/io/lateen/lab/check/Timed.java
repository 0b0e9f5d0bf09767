// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.lab.kube.PodPlan;
import io.lateen.lab.traffic.HttpCall;
import java.io.IOException;

/** The outcome of one call and how long it took, in milliseconds. */
record Timed(int status, long millis) {

  /**
   * Envoy counts from the time at which its event loop woke up (libevent keeps it for a turn), so a
   * timer may ring a little early.
   */
  private static final int EARLY_MILLIS = 5;

  static Timed call(Stage stage, PodPlan from, String service, HttpCall call)
      throws IOException, InterruptedException {
    long start = stage.waiting().ticks().nanos();
    var reply = stage.call(from, service, call);
    return new Timed(reply.status(), stage.waiting().since(start).toMillis());
  }

  /** Whether a timer of that many milliseconds passed. */
  boolean lasted(int timer) {
    return millis >= timer - EARLY_MILLIS;
  }

  @Override
  public String toString() {
    return status + " after " + millis + " ms";
  }
}
