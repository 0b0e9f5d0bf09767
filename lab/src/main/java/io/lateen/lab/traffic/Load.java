// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.traffic;

import io.lateen.base.time.NanoClock;
import io.lateen.lab.system.NetworkNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls one target from inside a namespace, each worker on a connection and a thread of its own,
 * until stopped or until the wished number of calls was made. A call that fails is counted and
 * never repeated; the worker goes on with a new connection.
 */
public final class Load implements AutoCloseable {

  /** Most workers of one load: threads, and connections held open. */
  public static final int MAX_WORKERS = 256;

  /**
   * What to send and how fast.
   *
   * @param target address and port to connect to
   * @param label what to count answers by, as the version that served
   * @param workers 1 to {@link #MAX_WORKERS}
   * @param perSecond calls per second of all workers together; 0 for as fast as they go
   * @param calls when to stop; 0 for when told to
   * @param timeout of each call
   */
  public record Plan(
      InetSocketAddress target,
      HttpCall call,
      Function<HttpReply, String> label,
      int workers,
      int perSecond,
      long calls,
      Duration timeout) {

    /** Refuses sizes out of range. */
    public Plan {
      if (workers < 1 || workers > MAX_WORKERS || perSecond < 0 || calls < 0) {
        throw new IllegalArgumentException("workers, perSecond or calls out of range");
      }
    }
  }

  private final Plan plan;
  private final NanoClock ticks;
  private final Tally tally;
  private final AtomicLong next = new AtomicLong();
  private final List<FutureTask<Void>> workers = new ArrayList<>();
  private final long start;
  private volatile boolean stopped;

  private Load(Plan plan, NanoClock ticks) {
    this.plan = plan;
    this.ticks = ticks;
    this.start = ticks.nanos();
    this.tally = new Tally(start);
  }

  /** Starts the workers and returns. */
  public static Load start(NetworkNamespace namespace, Plan plan, NanoClock ticks) {
    var load = new Load(plan, ticks);
    for (int i = 0; i < plan.workers(); i++) {
      load.workers.add(
          namespace.start(
              () -> {
                load.work();
                return null;
              }));
    }
    return load;
  }

  /** Makes all calls of a plan that has an end, and waits for them. */
  public static LoadReport run(NetworkNamespace namespace, Plan plan, NanoClock ticks)
      throws IOException, InterruptedException {
    try (var load = start(namespace, plan, ticks)) {
      return load.await();
    }
  }

  /** What has come of it so far. */
  public LoadReport report() {
    return tally.report(ticks.nanos());
  }

  /** Makes no new calls, waits for those under way, and tells what came of all. */
  public LoadReport stop() throws IOException, InterruptedException {
    stopped = true;
    return await();
  }

  @Override
  public void close() {
    stopped = true;
  }

  private LoadReport await() throws IOException, InterruptedException {
    for (var worker : workers) {
      try {
        worker.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      }
    }
    return report();
  }

  private void work() throws IOException {
    @Nullable HttpConnection connection = null;
    try {
      for (long number = next.getAndIncrement(); goesOn(number); number = next.getAndIncrement()) {
        long due = due(number);
        connection = call(connection, due);
      }
    } finally {
      if (connection != null) {
        connection.close();
      }
    }
  }

  private boolean goesOn(long number) {
    if (stopped || (plan.calls() > 0 && number >= plan.calls())) {
      return false;
    }
    for (long wait = due(number) - ticks.nanos(); wait > 0; wait = due(number) - ticks.nanos()) {
      LockSupport.parkNanos(wait);
      if (stopped || Thread.interrupted()) {
        return false;
      }
    }
    return true;
  }

  /** When the call should go out; latency counts from here, so that waiting for a worker shows. */
  private long due(long number) {
    return plan.perSecond() == 0
        ? ticks.nanos()
        : start + number * 1_000_000_000L / plan.perSecond();
  }

  private @Nullable HttpConnection call(@Nullable HttpConnection open, long due)
      throws IOException {
    var connection = open;
    try {
      if (connection == null) {
        connection = new HttpConnection(plan.target(), plan.timeout());
      }
      var reply = connection.send(plan.call());
      long end = ticks.nanos();
      tally.answered(reply.status(), plan.label().apply(reply), end - due, end);
      if (connection.reusable()) {
        return connection;
      }
      connection.close();
    } catch (IOException e) {
      tally.lost(String.valueOf(e.getMessage()), ticks.nanos());
      if (connection != null) {
        connection.close();
      }
    }
    return null;
  }
}
