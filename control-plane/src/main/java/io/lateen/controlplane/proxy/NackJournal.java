// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import io.lateen.api.ObjectKey;
import io.lateen.controlplane.pipeline.DesiredConfig;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.server.ProxyStatus;
import io.lateen.xds.server.XdsEvents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What each proxy refused lately, why, and whose it was. The objects are looked up when the refusal
 * comes, because they may be mended when somebody reads it. Lost with the process. Safe from all
 * threads.
 */
public final class NackJournal implements XdsEvents {

  /** Entries of one proxy, the oldest out first (docs/limits.md). */
  static final int MAX_PER_PROXY = 20;

  /** Entries of all proxies; then those of the proxy that was quiet for longest go. */
  static final int MAX_ENTRIES = 5_000;

  private final Function<String, Optional<DesiredConfig>> desired;
  private final ToLongFunction<ObjectKey> changedAt;
  private final InstantSource clock;
  private final Map<String, Deque<NackEntry>> byProxy = new LinkedHashMap<>();
  private int entries;

  /**
   * An empty journal.
   *
   * @param desired what a proxy shall have, by its id
   * @param changedAt the epoch of an object's newest change; 0 when unknown
   */
  public NackJournal(
      Function<String, Optional<DesiredConfig>> desired,
      ToLongFunction<ObjectKey> changedAt,
      InstantSource clock) {
    this.desired = desired;
    this.changedAt = changedAt;
    this.clock = clock;
  }

  /** The refusals of a proxy, the newest first. */
  public synchronized List<NackEntry> of(String proxy) {
    return new ArrayList<>(byProxy.getOrDefault(proxy, new ArrayDeque<>())).reversed();
  }

  /** One that is known already comes again when its proxy does: it stands refused still. */
  @Override
  public void nacked(ProxyNode node, String typeUrl, long epoch, ProxyStatus.Nack nack) {
    var entry = entry(node, typeUrl, nack);
    if (of(node.id()).stream().noneMatch(old -> isSame(old, typeUrl, nack))) {
      add(node.id(), entry);
    } else {
      change(node.id(), old -> isSame(old, typeUrl, nack), old -> entry);
    }
  }

  private static boolean isSame(NackEntry old, String typeUrl, ProxyStatus.Nack nack) {
    return old.typeUrl().equals(typeUrl) && old.nonce().equals(nack.nonce());
  }

  @Override
  public void judged(ProxyNode node, String typeUrl, ProxyStatus.Nack nack) {
    var better = entry(node, typeUrl, nack);
    change(node.id(), old -> isSame(old, typeUrl, nack), old -> better);
  }

  @Override
  public void mended(ProxyNode node, String typeUrl) {
    var now = clock.instant();
    change(node.id(), old -> old.typeUrl().equals(typeUrl), old -> old.mendedAt(now));
  }

  /** Covers what was refused on a stream that is gone. */
  @Override
  public void settled(ProxyNode node, String only, long epoch, boolean clean) {
    if (clean) {
      var now = clock.instant();
      change(
          node.id(), old -> only.isEmpty() || old.typeUrl().equals(only), old -> old.mendedAt(now));
    }
  }

  private NackEntry entry(ProxyNode node, String typeUrl, ProxyStatus.Nack nack) {
    var config = desired.apply(node.id());
    var guilty =
        nack.guilty().stream()
            .limit(NackEntry.MAX_NAMES)
            .map(name -> guilty(config, typeUrl, name, RefusalText.of(nack.reason(name))))
            .toList();
    return new NackEntry(
        nack.at(),
        typeUrl,
        nack.nonce(),
        nack.epoch(),
        nack.code(),
        RefusalText.of(nack.message()),
        guilty,
        nack.suspects(),
        nack.source(),
        Optional.<Instant>empty());
  }

  private NackEntry.Guilty guilty(
      Optional<DesiredConfig> config, String typeUrl, String name, String reason) {
    var causes = Refusals.causes(config, typeUrl, name, reason);
    return new NackEntry.Guilty(name, reason, Refusals.guilty(causes, changedAt));
  }

  private synchronized void add(String proxy, NackEntry entry) {
    // Taken out and put back, so that the first one is the one that was quiet for longest.
    var own = Optional.ofNullable(byProxy.remove(proxy)).orElseGet(ArrayDeque::new);
    own.addLast(entry);
    byProxy.put(proxy, own);
    entries++;
    if (own.size() > MAX_PER_PROXY) {
      own.removeFirst();
      entries--;
    }
    var oldest = byProxy.values().iterator();
    while (entries > MAX_ENTRIES) {
      entries -= oldest.next().size();
      oldest.remove();
    }
  }

  private synchronized void change(
      String proxy, Predicate<NackEntry> which, Function<NackEntry, NackEntry> how) {
    var own = byProxy.get(proxy);
    if (own != null) {
      var changed = own.stream().map(old -> which.test(old) ? how.apply(old) : old).toList();
      own.clear();
      own.addAll(changed);
    }
  }
}
