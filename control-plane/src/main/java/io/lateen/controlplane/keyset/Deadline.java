// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import io.lateen.base.time.NanoClock;
import java.time.Duration;

/** The end of one fetch, over all its connections and answers. */
record Deadline(NanoClock ticks, long end) {

  private static final int NANOS_PER_MILLI = 1_000_000;

  static Deadline after(Duration limit, NanoClock ticks) {
    return new Deadline(ticks, ticks.nanos() + limit.toNanos());
  }

  /** Milliseconds that are left, at least one. */
  int millis() throws KeySetException {
    long left = end - ticks.nanos();
    if (left <= 0) {
      throw new KeySetException("the server was too slow");
    }
    return (int) Math.min(Integer.MAX_VALUE, left / NANOS_PER_MILLI + 1);
  }
}
