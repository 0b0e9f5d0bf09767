// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.base.time.Scheduler;
import io.lateen.mesh.workload.WorkloadKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of what was made for proxies that left, and ahead for proxies that never came, one to two
 * periods later: until then who comes back finds it. While nobody is there all stays, for a control
 * plane without proxies may be the one to which all of another one come. Works on the writer.
 */
public final class Retention {

  /** How often it is looked who is there (docs/limits.md). */
  public static final Duration PERIOD = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Supplier<Set<WorkloadKey>> attendance;
  private final List<Keeper> keepers;
  private final Duration period;
  private final Executor writer;
  private final Scheduler scheduler;
  private final Runnable settled;

  /** Who was there at the look before; what is made ahead counts for the first one. */
  private Predicate<WorkloadKey> before = _ -> true;

  /** Keeps something for each proxy. */
  @FunctionalInterface
  public interface Keeper {

    /**
     * Lets go of what is there for no proxy that is {@code wanted}.
     *
     * @return whether that may be much
     */
    boolean retain(Predicate<WorkloadKey> wanted);
  }

  /**
   * @param attendance the proxies that are or were there since it was asked before
   * @param period from one look to the next
   * @param settled what is done, on the writer, when much was let go of: nobody would look for that
   *     garbage in a process at rest
   */
  public Retention(
      Supplier<Set<WorkloadKey>> attendance,
      List<Keeper> keepers,
      Duration period,
      Executor writer,
      Scheduler scheduler,
      Runnable settled) {
    this.attendance = attendance;
    this.keepers = List.copyOf(keepers);
    this.period = period;
    this.writer = writer;
    this.scheduler = scheduler;
    this.settled = settled;
  }

  /** Looks from now on, until the scheduler ends. */
  public void begin() {
    scheduler.schedule(period, this::wake);
  }

  private void wake() {
    try {
      writer.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.debug("the control plane ends");
    }
  }

  private void look() {
    try {
      var now = attendance.get();
      if (!now.isEmpty()) {
        var last = before;
        before = now::contains;
        retain(key -> now.contains(key) || last.test(key));
      }
    } catch (RuntimeException | Error e) {
      LOG.error("what nobody asks for is kept until the next look", e);
    }
    begin();
  }

  private void retain(Predicate<WorkloadKey> wanted) {
    var much = false;
    for (var keeper : keepers) {
      much |= keeper.retain(wanted);
    }
    if (much) {
      settled.run();
    }
  }
}
