// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.base.time.Cancellable;
import io.lateen.base.time.Scheduler;
import io.lateen.proto.node.v1.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The newest values of the series that nodes report, for the control plane's metrics page. Bounded
 * for each node; which node a series comes from is said by its certificate, not by its labels. Safe
 * for all threads.
 */
public final class ReportedMetrics {

  /** Most series of one node; the longest unreported goes first. */
  public static final int MAX_SERIES_PER_NODE = 10_000;

  /** Most series of all nodes; then nodes without series yet get none. */
  public static final int MAX_SERIES = 500_000;

  /** How long the series of a node stay after its session ended. */
  public static final Duration RETENTION = Duration.ofMinutes(15);

  /** Names of these metrics' own counters. */
  static final String DROPPED = "lateen_node_samples_dropped_total";

  /**
   * A value to show.
   *
   * @param labels with the label {@code node}
   */
  public record Series(String name, SortedMap<String, String> labels, double value) {}

  private final Scheduler scheduler;
  private final Map<String, NodeSeries> byNode = new HashMap<>();
  private final Map<String, Cancellable> leaving = new HashMap<>();
  private long dropped;

  /** Nothing is reported yet. */
  public ReportedMetrics(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Takes a report of absolute values; what a node may not report is dropped and counted. */
  synchronized void report(String node, List<Sample> samples) {
    var readings = new ArrayList<NodeSeries.Reading>();
    for (var sample : samples) {
      var value = sample.getValue();
      SeriesKey.of(sample)
          .filter(key -> Double.isFinite(value) && (!key.isCounter() || value >= 0))
          .ifPresent(key -> readings.add(new NodeSeries.Reading(key, value)));
    }
    dropped += samples.size() - readings.size();
    if (!byNode.containsKey(node) && total() >= MAX_SERIES) {
      dropped += readings.size();
      return;
    }
    dropped +=
        byNode.computeIfAbsent(node, name -> new NodeSeries(MAX_SERIES_PER_NODE)).report(readings);
  }

  private int total() {
    return byNode.values().stream().mapToInt(NodeSeries::size).sum();
  }

  /**
   * The node is here: its series stay.
   *
   * @param instance differs for each start of its agent; empty when the agent does not say
   */
  synchronized void connected(String node, String instance) {
    var timer = leaving.remove(node);
    if (timer != null) {
      timer.cancel();
    }
    if (total() < MAX_SERIES) {
      byNode.computeIfAbsent(node, name -> new NodeSeries(MAX_SERIES_PER_NODE)).begin(instance);
    }
  }

  /** The node has gone: its series stay for {@link #RETENTION}. */
  synchronized void disconnected(String node) {
    if (byNode.containsKey(node)) {
      leaving.put(node, scheduler.schedule(RETENTION, () -> forget(node)));
    }
  }

  private synchronized void forget(String node) {
    if (leaving.remove(node) != null) {
      byNode.remove(node);
    }
  }

  /** All values, ordered by name so that the series of one metric stand together. */
  public synchronized SortedMap<String, List<Series>> byName() {
    var all = new TreeMap<String, List<Series>>();
    byNode.forEach(
        (node, series) ->
            series.forEach(
                (key, value) -> {
                  var labels = new TreeMap<>(key.labels());
                  labels.put(SeriesKey.NODE, node);
                  all.computeIfAbsent(key.name(), name -> new ArrayList<>())
                      .add(new Series(key.name(), labels, value));
                }));
    return all;
  }

  /** Samples that were refused or had to go since the start. */
  public synchronized long droppedSamples() {
    return dropped;
  }

  /** All values in Prometheus' text format 0.0.4, each line ended. */
  public String exposition() {
    return Exposition.of(byName(), droppedSamples());
  }
}
