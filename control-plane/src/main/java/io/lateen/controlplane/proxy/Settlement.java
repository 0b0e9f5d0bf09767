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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

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
        () ->
            parts.merge(
                new Part(node.id(), only),
                new Progress(1, 0, true),
                (old, one) -> new Progress(old.streams() + 1, old.epoch(), old.clean())));
  }

  @Override
  public void disconnected(ProxyNode node, String only) {
    change(
        () ->
            parts.computeIfPresent(
                new Part(node.id(), only),
                (part, old) ->
                    old.streams() == 1
                        ? null
                        : new Progress(old.streams() - 1, old.epoch(), old.clean())));
  }

  @Override
  public void settled(ProxyNode node, String only, long epoch, boolean withoutRefusal) {
    change(
        () ->
            parts.computeIfPresent(
                new Part(node.id(), only),
                (part, old) ->
                    new Progress(old.streams(), Math.max(old.epoch(), epoch), withoutRefusal)));
    listener.run();
  }

  @Override
  public void nacked(ProxyNode node, String typeUrl, long epoch, ProxyStatus.Nack nack) {
    listener.run();
  }

  /** Names the one who hears of the proxies' answers, on their threads; it must not block. */
  public void onAnswer(Runnable answered) {
    listener = answered;
  }

  /** To be called after each epoch. */
  public void epochPublished() {
    change(() -> {});
  }

  /** Waits until every connected proxy has answered all changes up to a store revision. */
  public Outcome await(long revision, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      var left = patience.toNanos();
      var outcome = outcome(revision);
      while (!outcome.reached() && left > 0) {
        left = changed.awaitNanos(left);
        outcome = outcome(revision);
      }
      return outcome;
    } finally {
      lock.unlock();
    }
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
    var published = epoch.ready() && epoch.storeRevision() >= revision;
    return new Outcome(
        published && behind.isEmpty(),
        parts.values().stream().allMatch(Progress::clean),
        epoch.number(),
        connected.size(),
        Set.copyOf(behind),
        convergence);
  }

  /** Takes the time when the last proxy has answered the newest epoch. */
  private void measure() {
    var epoch = epochs.get();
    if (epoch.number() > measured
        && parts.values().stream().allMatch(progress -> progress.epoch() >= epoch.number())) {
      measured = epoch.number();
      convergence = Duration.ofNanos(ticks.nanos() - epoch.receivedNanos());
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      measure();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
