// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.base.Copies;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the mesh's configuration says about the start of one Envoy (Istio: ProxyConfig). A change
 * has effect at the next start.
 *
 * @param concurrency worker threads; 0 for one per core, absent for the node's own number
 * @param drainSeconds span over which connections are drained; 0 for the node's own
 * @param statsPrefixes beginnings of statistics that are kept besides the needed ones
 * @param statsSuffixes their ends
 * @param statsRegexps RE2 patterns for them
 * @param metadata members of the node's metadata
 * @param runtime runtime settings
 * @param bootstrap a Bootstrap of Envoy's API in JSON that Envoy merges into the agent's; empty for
 *     nothing
 * @param limits bounds
 */
public record ProxyStart(
    OptionalInt concurrency,
    int drainSeconds,
    List<String> statsPrefixes,
    List<String> statsSuffixes,
    List<String> statsRegexps,
    SortedMap<String, String> metadata,
    SortedMap<String, String> runtime,
    String bootstrap,
    ProxyLimits limits) {

  /** Nothing is said. */
  public static final ProxyStart DEFAULT =
      new ProxyStart(
          OptionalInt.empty(),
          0,
          List.of(),
          List.of(),
          List.of(),
          new TreeMap<>(),
          new TreeMap<>(),
          "",
          ProxyLimits.NONE);

  /** Most entries of each list and map that are read (docs/limits.md). */
  public static final int MAX_ENTRIES = 32;

  /** Longest bootstrap, in characters; one word of a command line takes twice that. */
  public static final int MAX_BOOTSTRAP = 64 << 10;

  /** Copies the collections. */
  public ProxyStart {
    statsPrefixes = List.copyOf(statsPrefixes);
    statsSuffixes = List.copyOf(statsSuffixes);
    statsRegexps = List.copyOf(statsRegexps);
    metadata = Copies.sorted(metadata);
    runtime = Copies.sorted(runtime);
  }

  static ProxyStart of(io.lateen.proto.node.v1.ProxyStart message) {
    return new ProxyStart(
        message.hasConcurrency() ? OptionalInt.of(message.getConcurrency()) : OptionalInt.empty(),
        message.getDrainS(),
        bounded(message.getStatsPrefixesList()),
        bounded(message.getStatsSuffixesList()),
        bounded(message.getStatsRegexpsList()),
        bounded(Copies.sorted(message.getMetadataMap())),
        bounded(Copies.sorted(message.getRuntimeMap())),
        message.getBootstrap().length() > MAX_BOOTSTRAP ? "" : message.getBootstrap(),
        ProxyLimits.of(message));
  }

  io.lateen.proto.node.v1.ProxyStart toMessage() {
    var message =
        io.lateen.proto.node.v1.ProxyStart.newBuilder()
            .setDrainS(drainSeconds)
            .addAllStatsPrefixes(statsPrefixes)
            .addAllStatsSuffixes(statsSuffixes)
            .addAllStatsRegexps(statsRegexps)
            .putAllMetadata(metadata)
            .putAllRuntime(runtime)
            .setBootstrap(bootstrap);
    concurrency.ifPresent(message::setConcurrency);
    limits.into(message);
    return message.build();
  }

  private static List<String> bounded(List<String> entries) {
    return entries.subList(0, Math.min(MAX_ENTRIES, entries.size()));
  }

  private static SortedMap<String, String> bounded(SortedMap<String, String> entries) {
    var kept = new TreeMap<String, String>();
    entries.entrySet().stream()
        .limit(MAX_ENTRIES)
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return kept;
  }
}
