// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.LabException;
import java.time.Duration;
import java.util.Optional;

/**
 * How much traffic to make.
 *
 * @param perSecond page views per second, 1 to {@link #MAX_PER_SECOND}
 * @param time how long; until told to stop when empty
 */
public record TrafficOptions(int perSecond, Optional<Duration> time) {

  /** Far above what a demo of one machine serves. */
  public static final int MAX_PER_SECOND = 10_000;

  void check() throws LabException {
    if (perSecond < 1 || perSecond > MAX_PER_SECOND) {
      throw new LabException(
          LabException.USAGE,
          "cannot make " + perSecond + " requests per second",
          "take --rps from 1 to " + MAX_PER_SECOND);
    }
  }
}
