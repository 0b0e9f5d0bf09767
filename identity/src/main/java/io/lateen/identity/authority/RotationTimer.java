// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.base.time.Cancellable;
import io.lateen.base.time.NanoClock;
import io.lateen.base.time.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets an authority look after itself every {@link #STEP}, with the time that really passed, and
 * more often while its roots change. Safe for all threads.
 */
public final class RotationTimer implements AutoCloseable {

  /** How often: new plugged files are in use after at most this, and phases end this exactly. */
  public static final Duration STEP = Duration.ofSeconds(5);

  /** How often while a rotation is under way. */
  static final Duration CLOSER = Duration.ofSeconds(1);

  private final CertificateAuthority authority;
  private final Scheduler scheduler;
  private final NanoClock ticks;
  private long last;
  private boolean closed;
  private @Nullable Cancellable timer;

  /** A timer that does not run yet. */
  public RotationTimer(CertificateAuthority authority, Scheduler scheduler, NanoClock ticks) {
    this.authority = authority;
    this.scheduler = scheduler;
    this.ticks = ticks;
    this.last = ticks.nanos();
  }

  /** Begins. */
  public synchronized void start() {
    if (!closed) {
      timer = scheduler.schedule(authority.isSteady() ? STEP : CLOSER, this::step);
    }
  }

  private void step() {
    Duration elapsed;
    synchronized (this) {
      var now = ticks.nanos();
      elapsed = Duration.ofNanos(now - last);
      last = now;
    }
    try {
      authority.tend(elapsed);
    } finally {
      start();
    }
  }

  /** Ends; a rotation goes on at the next start. */
  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
  }
}
