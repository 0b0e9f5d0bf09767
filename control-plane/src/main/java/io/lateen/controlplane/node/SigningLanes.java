// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.identity.authority.CertificateAuthority;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the authority works: renewals before first certificates, because who has one
 * would lose something, and the callers of a lane in turn, so that one who asks for thousands keeps
 * nobody waiting. Safe for all threads.
 */
public final class SigningLanes {

  /** What a request is for; earlier ones go first. */
  public enum Lane {
    /** A holder of a certificate wants the next one. */
    RENEWAL,
    /** Somebody has none yet. */
    FIRST
  }

  /** Most requests that wait, all lanes together: a fleet of nodes that starts at once, twice. */
  public static final int MAX_WAITING = 20_000;

  /** Of so many requests one is a first one, if any waits, however many renewals there are. */
  private static final int FIRST_OF = 8;

  private final Executor workers;
  private final IntSupplier parallel;
  private final Map<String, Queue<Runnable>> renewals = new LinkedHashMap<>();
  private final Map<String, Queue<Runnable>> first = new LinkedHashMap<>();
  private int count;
  private int working;
  private int taken;

  /**
   * Lanes without requests.
   *
   * @param workers runs the work
   * @param parallel how many requests are worked on at a time, from 1
   */
  public SigningLanes(Executor workers, IntSupplier parallel) {
    this.workers = workers;
    this.parallel = parallel;
  }

  /** Requests to a key that is elsewhere which wait for it at the same time. */
  static final int REMOTE_SIGNATURES = 64;

  /** As many at a time as there are processors, or as a vault is asked at a time. */
  public static SigningLanes of(CertificateAuthority authority, Executor workers) {
    return new SigningLanes(
        workers,
        () ->
            authority.isRemote() ? REMOTE_SIGNATURES : Runtime.getRuntime().availableProcessors());
  }

  /**
   * Does {@code work} when it is its turn.
   *
   * @param caller with whom it shares turns
   * @return false when too many wait
   */
  public boolean submit(Lane lane, String caller, Runnable work) {
    synchronized (this) {
      if (count >= MAX_WAITING) {
        return false;
      }
      var waiting = lane == Lane.RENEWAL ? renewals : first;
      waiting.computeIfAbsent(caller, key -> new ArrayDeque<>()).add(work);
      count++;
      if (working >= parallel.getAsInt()) {
        return true;
      }
      working++;
    }
    workers.execute(this::work);
    return true;
  }

  private void work() {
    for (var next = take(); next != null; next = take()) {
      try {
        next.run();
      } catch (RuntimeException | Error e) {
        synchronized (this) {
          working--;
        }
        throw e;
      }
    }
  }

  private synchronized @Nullable Runnable take() {
    if (count == 0) {
      working--;
      return null;
    }
    taken++;
    var firstIsNext = renewals.isEmpty() || (taken % FIRST_OF == 0 && !first.isEmpty());
    count--;
    return next(firstIsNext ? first : renewals);
  }

  /** The next request of the caller whose turn it is, who then waits behind the others. */
  private static @Nullable Runnable next(Map<String, Queue<Runnable>> lane) {
    var caller = lane.keySet().iterator().next();
    var queue = lane.remove(caller);
    if (queue == null) {
      return null;
    }
    var work = queue.poll();
    if (!queue.isEmpty()) {
      lane.put(caller, queue);
    }
    return work;
  }

  /** How many wait. */
  synchronized int waiting() {
    return count;
  }
}
