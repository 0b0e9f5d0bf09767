// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.warmup;

import io.lateen.base.time.NanoClock;
import io.lateen.identity.crypto.SignatureProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects proxies of this process to a plane of its own and makes edits, so that the code is
 * compiled when the first proxies of the mesh come (docs/decisions/067). What fails here is no
 * fault of the mesh, and whoever comes meanwhile ends it.
 */
public final class Warmup implements AutoCloseable {

  /**
   * Rounds after which what a connection or an edit needs has run as often as the JVM compiles it.
   */
  static final int ROUNDS = 6;

  /** Most time that it may take. */
  static final Duration LONGEST = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(Warmup.class);

  private final Seams seams;
  private final Runnable settled;
  private final BooleanSupplier wanted;
  private volatile boolean closed;
  private volatile int rounds;

  /** What it takes from its surroundings. */
  public record Seams(
      SignatureProvider signatures, InstantSource clock, NanoClock ticks, SecureRandom random) {}

  /**
   * A warm-up that has not begun.
   *
   * @param wanted whether proxies will come and none is here yet; the machine belongs to the first
   * @param settled what is done after it: all that was made is garbage then
   */
  public Warmup(Seams seams, BooleanSupplier wanted, Runnable settled) {
    this.wanted = wanted;
    this.seams = seams;
    this.settled = settled;
  }

  /**
   * Runs on the calling thread and a few of its own, which end with it, for two to three seconds of
   * a processor; ends between two rounds when proxies come.
   *
   * @return how many rounds were finished
   */
  public int run() {
    if (!isWanted()) {
      return 0;
    }
    var begin = seams.ticks().nanos();
    try (var plane = new WarmupPlane(seams)) {
      while (rounds < ROUNDS && isWanted() && elapsed(begin).compareTo(LONGEST) < 0) {
        plane.round(rounds);
        rounds++;
      }
      LOG.info("warmed up by {} of {} rounds in {} ms", rounds, ROUNDS, elapsed(begin).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException
        | GeneralSecurityException
        | ExecutionException
        | TimeoutException
        | RuntimeException
        | Error e) {
      LOG.warn(
          "round {} of the warm-up failed, so the first proxies wait longer; look whether this process"
              + " may listen on a port of 127.0.0.1 and connect to it",
          rounds,
          e);
    }
    settled.run();
    return rounds;
  }

  /** How many rounds are finished; from any thread. */
  public int rounds() {
    return rounds;
  }

  private Duration elapsed(long begin) {
    return Duration.ofNanos(seams.ticks().nanos() - begin);
  }

  private boolean isWanted() {
    return !closed && wanted.getAsBoolean();
  }

  /** Ends it with the round that runs; does not wait. */
  @Override
  public void close() {
    closed = true;
  }
}
