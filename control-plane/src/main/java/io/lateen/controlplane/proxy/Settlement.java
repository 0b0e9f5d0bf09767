// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import io.lateen.base.time.NanoClock;
import io.lateen.controlplane.pipeline.Epoch;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.server.ProxyStatus;
import io.lateen.xds.server.XdsEvents;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows the newest epoch that each connected proxy has answered in full, and lets callers wait
 * until all have answered one that it said something new to. Safe from all threads; its map is
 * bounded by the open streams.
 */
public final class Settlement implements XdsEvents {

  private final Supplier<Epoch> epochs;
  private final NanoClock ticks;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Standing> proxies = new HashMap<>();

  /** How many proxies owe an answer. */
  private int behind;

  private volatile Runnable listener = () -> {};
  private long measured;
  private Duration convergence = Duration.ZERO;

  /** A proxy with its parts that have streams of their own, by the type of the stream. */
  private static final class Standing {

    private final Map<String, Progress> parts = new HashMap<>();

    /** The newest epoch that says something new to it. */
    private long concerned;

    /** The epoch of the part that is least far. */
    private long slowest = Long.MAX_VALUE;

    void put(String only, @Nullable Progress progress) {
      if (progress == null) {
        parts.remove(only);
      } else {
        parts.put(only, progress);
      }
      slowest = Long.MAX_VALUE;
      for (var part : parts.values()) {
        slowest = Math.min(slowest, part.epoch());
      }
    }

    boolean isBehind() {
      return slowest == 0 || slowest < concerned;
    }
  }

  /**
   * How far a part has come; its epoch is 0 until its first answer. It has more than one stream for
   * a moment when it reconnects before the server has noticed the end of the old stream.
   */
  private record Progress(int streams, long epoch, boolean clean) {}

  /**
   * What a waiter gets.
   *
   * @param reached whether the revision is published and all proxies have answered it
   * @param clean whether none of them refused anything
   * @param connected how many proxies there are
   * @param behind ids of proxies that have not answered
   * @param convergence from the arrival of the last settled change to the last proxy's answer
   */
  public record Outcome(
      boolean reached,
      boolean clean,
      long epoch,
      int connected,
      Set<String> behind,
      Duration convergence) {}

  /** A tracker of the proxies' answers to {@code epochs}. */
  public Settlement(Supplier<Epoch> epochs, NanoClock ticks) {
    this.epochs = epochs;
    this.ticks = ticks;
  }

  @Override
  public void connected(ProxyNode node, String only) {
    change(
        node.id(),
        only,
        old ->
            old == null
                ? new Progress(1, 0, true)
                : new Progress(old.streams() + 1, old.epoch(), old.clean()));
  }

  @Override
  public void disconnected(ProxyNode node, String only) {
    change(
        node.id(),
        only,
        old ->
            old == null || old.streams() == 1
                ? null
                : new Progress(old.streams() - 1, old.epoch(), old.clean()));
  }

  @Override
  public void settled(ProxyNode node, String only, long epoch, boolean withoutRefusal) {
    change(
        node.id(),
        only,
        old ->
            old == null
                ? null
                : new Progress(old.streams(), Math.max(old.epoch(), epoch), withoutRefusal));
    listener.run();
  }

  @Override
  public void nacked(ProxyNode node, String typeUrl, long epoch, ProxyStatus.Nack nack) {
    listener.run();
  }

  @Override
  public void judged(ProxyNode node, String typeUrl, ProxyStatus.Nack nack) {
    listener.run();
  }

  @Override
  public void mended(ProxyNode node, String typeUrl) {
    listener.run();
  }

  /** Names the one who hears of the proxies' answers, on their threads; it must not block. */
  public void onAnswer(Runnable answered) {
    listener = answered;
  }

  /**
   * To be called before an epoch is published: it says something new to these proxies, and nothing
   * to the others, which are not waited for.
   */
  public void concerns(long epoch, Collection<String> ids) {
    lock.lock();
    try {
      for (var id : ids) {
        @Nullable Standing proxy = proxies.get(id);
        if (proxy != null) {
          var was = proxy.isBehind();
          proxy.concerned = Math.max(proxy.concerned, epoch);
          count(was, proxy.isBehind());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void count(boolean was, boolean is) {
    behind += (is ? 1 : 0) - (was ? 1 : 0);
  }

  /** To be called after each epoch. */
  public void epochPublished() {
    lock.lock();
    try {
      tell();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until every connected proxy has answered all changes up to a store revision. */
  public Outcome await(long revision, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      var left = patience.toNanos();
      while (!isReached(epochs.get(), revision) && left > 0) {
        left = changed.awaitNanos(left);
      }
      return outcome(revision);
    } finally {
      lock.unlock();
    }
  }

  private boolean isReached(Epoch epoch, long revision) {
    return epoch.ready() && epoch.storeRevision() >= revision && behind == 0;
  }

  private Outcome outcome(long revision) {
    var epoch = epochs.get();
    var late = new HashSet<String>();
    boolean clean = true;
    for (var proxy : proxies.entrySet()) {
      if (proxy.getValue().isBehind()) {
        late.add(proxy.getKey());
      }
      clean &= proxy.getValue().parts.values().stream().allMatch(Progress::clean);
    }
    return new Outcome(
        isReached(epoch, revision),
        clean,
        epoch.number(),
        proxies.size(),
        Set.copyOf(late),
        convergence);
  }

  private void change(
      String id, String only, Function<@Nullable Progress, @Nullable Progress> change) {
    lock.lock();
    try {
      var proxy = proxies.computeIfAbsent(id, _ -> new Standing());
      var was = proxy.isBehind();
      proxy.put(only, change.apply(proxy.parts.get(only)));
      count(was, proxy.isBehind());
      if (proxy.parts.isEmpty()) {
        proxies.remove(id);
      }
      tell();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the time when the last proxy has answered the newest epoch, and wakes the waiters. */
  private void tell() {
    var epoch = epochs.get();
    if (epoch.number() > measured && behind == 0) {
      measured = epoch.number();
      convergence = Duration.ofNanos(ticks.nanos() - epoch.receivedNanos());
    }
    changed.signalAll();
  }
}
