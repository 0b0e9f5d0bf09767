// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import io.lateen.base.time.NanoClock;
import io.lateen.controlplane.pipeline.Epoch;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.server.ProxyStatus;
import io.lateen.xds.server.XdsEvents;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows the newest epoch that each connected proxy has answered in full, and lets callers wait
 * until all have answered one. Safe from all threads; its map is bounded by the open streams.
 */
public final class Settlement implements XdsEvents {

  private final Supplier<Epoch> epochs;
  private final NanoClock ticks;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Part, Progress> parts = new HashMap<>();

  /** How many parts have come how far. */
  private final SortedMap<Long, Integer> reached = new TreeMap<>();

  private volatile Runnable listener = () -> {};
  private long measured;
  private Duration convergence = Duration.ZERO;

  /**
   * A proxy, or the part of one that has a stream of its own.
   *
   * @param only the type of the stream; empty for all types
   */
  private record Part(String proxy, String only) {}

  /**
   * How far a part has come. It has more than one stream for a moment when it reconnects before the
   * server has noticed the end of the old stream.
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
        new Part(node.id(), only),
        old ->
            old == null
                ? new Progress(1, 0, true)
                : new Progress(old.streams() + 1, old.epoch(), old.clean()));
  }

  @Override
  public void disconnected(ProxyNode node, String only) {
    change(
        new Part(node.id(), only),
        old ->
            old == null || old.streams() == 1
                ? null
                : new Progress(old.streams() - 1, old.epoch(), old.clean()));
  }

  @Override
  public void settled(ProxyNode node, String only, long epoch, boolean withoutRefusal) {
    change(
        new Part(node.id(), only),
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
    return epoch.ready() && epoch.storeRevision() >= revision && haveAnswered(epoch);
  }

  private boolean haveAnswered(Epoch epoch) {
    return reached.isEmpty() || reached.firstKey() >= epoch.number();
  }

  private Outcome outcome(long revision) {
    var epoch = epochs.get();
    var behind = new HashSet<String>();
    var connected = new HashSet<String>();
    parts.forEach(
        (part, progress) -> {
          connected.add(part.proxy());
          if (progress.epoch() < epoch.number()) {
            behind.add(part.proxy());
          }
        });
    return new Outcome(
        isReached(epoch, revision),
        parts.values().stream().allMatch(Progress::clean),
        epoch.number(),
        connected.size(),
        Set.copyOf(behind),
        convergence);
  }

  private void change(Part part, Function<@Nullable Progress, @Nullable Progress> change) {
    lock.lock();
    try {
      var old = parts.get(part);
      var now = change.apply(old);
      if (old != null) {
        reached.computeIfPresent(old.epoch(), (_, count) -> count > 1 ? count - 1 : null);
      }
      if (now == null) {
        parts.remove(part);
      } else {
        parts.put(part, now);
        reached.merge(now.epoch(), 1, Integer::sum);
      }
      tell();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the time when the last proxy has answered the newest epoch, and wakes the waiters. */
  private void tell() {
    var epoch = epochs.get();
    if (epoch.number() > measured && haveAnswered(epoch)) {
      measured = epoch.number();
      convergence = Duration.ofNanos(ticks.nanos() - epoch.receivedNanos());
    }
    changed.signalAll();
  }
}
