// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.time;

import io.lateen.base.time.NanoClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock for wall time and for spans that stands still until it is moved. */
public final class VirtualClock implements InstantSource, NanoClock {

  /** Where virtual clocks start: 2026-01-01T00:00:00Z. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now;
  private long nanos;

  /** A clock that shows {@link #START}. */
  public VirtualClock() {
    this(START);
  }

  /** A clock that shows {@code start}. */
  public VirtualClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  /**
   * Moves the clock forward. Work that falls due is not run; move time through the scheduler where
   * there is one.
   *
   * @param span zero or more
   */
  public void advance(Duration span) {
    if (span.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + span);
    }
    now = now.plus(span);
    nanos += span.toNanos();
  }
}
