// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.stream.StreamCommand;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What proxies refused on streams that may be over: a proxy that comes back is not sent it again.
 * The oldest is forgotten first. Safe from all threads.
 */
final class RefusalMemory {

  /** Proxies that something is kept of. */
  static final int MOST_PROXIES = 1_024;

  /** Resources of one type that are kept of one proxy. */
  static final int MOST_NAMES = 32;

  /**
   * A proxy, and the program that refused.
   *
   * @param peer the identity of the connection
   */
  private record Who(String peer, String id, String uid, String program) {
    static Who of(ProxyNode node) {
      var uid = node.metadataText(ProxyNode.WORKLOAD_UID).orElse("");
      return new Who(node.peer().name(), node.id(), uid, node.userAgent());
    }
  }

  /** The words come before the names, for they are told in this order. */
  private static final class Kept {
    private Map<String, Map<String, String>> standing = Map.of();
    private final Map<String, ProxyStatus.Nack> words = new HashMap<>();
  }

  private final XdsMetrics metrics;
  private final Map<Who, Kept> kept = new LinkedHashMap<>();

  RefusalMemory(XdsMetrics metrics) {
    this.metrics = metrics;
  }

  /** What the proxy refused: by type URL, name to version. */
  synchronized Map<String, Map<String, String>> of(ProxyNode node) {
    var known = kept.get(Who.of(node));
    return known == null ? Map.of() : known.standing;
  }

  /** The same for its new stream. */
  StreamCommand recall(ProxyNode node) {
    return new StreamCommand.Recall(of(node));
  }

  /** Its words about a type. */
  synchronized Optional<ProxyStatus.Nack> words(ProxyNode node, String typeUrl) {
    var known = kept.get(Who.of(node));
    return known == null ? Optional.empty() : Optional.ofNullable(known.words.get(typeUrl));
  }

  /** The proxy said why it refuses a type. */
  synchronized void said(ProxyNode node, String typeUrl, ProxyStatus.Nack nack) {
    entry(Who.of(node)).words.put(typeUrl, nack);
  }

  /** This and nothing else stands refused. */
  synchronized void stands(ProxyNode node, Map<String, Map<String, String>> standing) {
    var who = Who.of(node);
    if (standing.isEmpty()) {
      kept.remove(who);
    } else {
      var entry = entry(who);
      var cut = new HashMap<String, Map<String, String>>();
      standing.forEach((type, refused) -> cut.put(type, first(refused)));
      entry.standing = Map.copyOf(cut);
      entry.words.keySet().retainAll(cut.keySet());
    }
    metrics.refusalsKept(kept.size());
  }

  private Kept entry(Who who) {
    var known = kept.remove(who);
    var entry = known == null ? new Kept() : known;
    kept.put(who, entry);
    if (kept.size() > MOST_PROXIES) {
      kept.remove(kept.keySet().iterator().next());
    }
    return entry;
  }

  private static Map<String, String> first(Map<String, String> refused) {
    var first = new HashMap<String, String>();
    refused.entrySet().stream()
        .limit(MOST_NAMES)
        .forEach(each -> first.put(each.getKey(), each.getValue()));
    return Map.copyOf(first);
  }
}
