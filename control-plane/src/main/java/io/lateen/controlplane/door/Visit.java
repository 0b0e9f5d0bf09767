// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.lateen.base.time.Scheduler;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection, from its arrival to its end. Safe from all threads. */
public final class Visit {

  /** The visit behind a call, among the attributes of its connection. */
  public static final Attributes.Key<Visit> KEY = Attributes.Key.create("lateen-visit");

  private static final Context.Key<Visit> CURRENT = Context.key("lateen-visit");

  /** Time between the ends of two calls when the connection's age is reached. */
  static final Duration STEP = Duration.ofMillis(2);

  /** Longest time over which the calls' ends are spread. */
  static final Duration SPREAD = Duration.ofSeconds(5);

  private static final Status OLD =
      Status.UNAVAILABLE.withDescription(
          "the connection has reached its age; connect again, to any control plane");

  private static final int PREFIX_BYTES = 8;

  /** Where a visit stands; kept by {@link Admissions} under its lock. */
  enum Stage {
    WAITING,
    SILENT,
    HELD,
    SHAKING,
    STRANGER,
    PROVEN,
    REFUSED,
    GONE
  }

  private final InetAddress address;
  private final Channel channel;
  private final Set<Consumer<Status>> calls = new LinkedHashSet<>();
  private boolean old;
  private volatile @Nullable Status refusal;
  private volatile String who;
  private volatile boolean greeted;
  private volatile Runnable resumed = () -> {};

  Stage stage = Stage.GONE;
  String identity = "";

  /** Nanoseconds; when it came, entered or was held, whichever was last. */
  long arrived;

  /** Whether it had to go because it was silent while others waited. */
  boolean saidNothing;

  /** Whether an event loop has it; belongs to the thread that accepts. */
  boolean isIn;

  Visit(InetAddress address, Channel channel) {
    this.address = area(address);
    this.channel = channel;
    this.who = "address " + address.getHostAddress();
  }

  /** One customer has a /64 of IPv6 at least, so that counts as one address. */
  private static InetAddress area(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    var bytes = address.getAddress();
    Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }

  /** The address for which it counts. */
  public InetAddress address() {
    return address;
  }

  Channel channel() {
    return channel;
  }

  /** A context in which calls of this connection run. */
  public Context within(Context call) {
    return call.withValue(CURRENT, this);
  }

  /**
   * The thread of the current call's connection. What its tasks write needs no hand-over, and
   * leaves together with what other tasks of the connection write. Tasks that come after the
   * thread's end are dropped: all of its connections have ended before.
   *
   * @throws IllegalStateException outside of a call
   */
  public static Executor ofCall() {
    var visit = CURRENT.get();
    if (visit == null) {
      throw new IllegalStateException("no call of a connection is open on this thread");
    }
    var thread = visit.channel().eventLoop();
    return task -> {
      try {
        thread.execute(task);
      } catch (RejectedExecutionException e) {
        // Nobody is left to hear of it.
      }
    };
  }

  /** The identity at the other end, or its address. */
  public String who() {
    return who;
  }

  void isKnownAs(String name) {
    who = name;
  }

  /** What is done when its handshake may begin; set before it says anything. */
  void resume() {
    resumed.run();
  }

  void onResume(Runnable action) {
    resumed = action;
  }

  /** It speaks HTTP/2. */
  void greeted() {
    greeted = true;
  }

  boolean isGreeted() {
    return greeted;
  }

  /** With what all its calls are answered; null when they are served. */
  public @Nullable Status refusal() {
    return refusal;
  }

  void refuse(Status status) {
    refusal = status;
  }

  /** Counts a call in; one that comes after the connection's age was reached ends at once. */
  public void began(Consumer<Status> call) {
    synchronized (this) {
      if (!old) {
        calls.add(call);
        return;
      }
    }
    call.accept(OLD);
  }

  /** A call has ended. */
  public synchronized void ended(Consumer<Status> call) {
    calls.remove(call);
  }

  /** Ends all calls, evenly spread. */
  void endCalls(Scheduler scheduler) {
    List<Consumer<Status>> ends;
    synchronized (this) {
      old = true;
      ends = List.copyOf(calls);
    }
    var whole = STEP.multipliedBy(ends.size());
    var spread = whole.compareTo(SPREAD) < 0 ? whole : SPREAD;
    for (int i = 0; i < ends.size(); i++) {
      var end = ends.get(i);
      var at = spread.multipliedBy(i).dividedBy(ends.size());
      scheduler.schedule(at, () -> end.accept(OLD));
    }
  }
}
