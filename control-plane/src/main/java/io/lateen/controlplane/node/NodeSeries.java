// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The series of one node. A restarted agent counts from zero again; what its predecessor had
 * counted is kept as an offset, so that counters never go backwards. Not thread-safe.
 */
final class NodeSeries {

  /** A value that a node may report. */
  record Reading(SeriesKey key, double value) {}

  /**
   * The value of a series.
   *
   * @param offset what earlier agents of the node had counted
   * @param latest what the present agent last said
   */
  private record Value(double offset, double latest) {

    double sum() {
      return offset + latest;
    }
  }

  private final int limit;
  private String instance = "";
  private final Map<SeriesKey, Value> values = new LinkedHashMap<>(16, 0.75f, true);

  NodeSeries(int limit) {
    this.limit = limit;
  }

  /** A session of the agent {@code next} begins; another agent counts from zero. */
  void begin(String next) {
    if (!next.equals(instance)) {
      restarted();
      instance = next;
    }
  }

  /**
   * Takes a report.
   *
   * @return how many series had to go, those first that were reported longest ago
   */
  int report(List<Reading> readings) {
    if (readings.stream().anyMatch(this::wentBack)) {
      restarted();
    }
    for (var reading : readings) {
      var before = values.get(reading.key());
      var offset = before == null ? 0 : before.offset();
      values.put(reading.key(), new Value(offset, reading.value()));
    }
    return shrink();
  }

  private boolean wentBack(Reading reading) {
    var before = values.get(reading.key());
    return before != null && reading.key().isCounter() && reading.value() < before.latest();
  }

  /** All counters began again; of an agent that does not say so, one that went back tells. */
  private void restarted() {
    values.replaceAll((key, value) -> key.isCounter() ? new Value(value.sum(), 0) : value);
  }

  private int shrink() {
    var gone = new ArrayList<SeriesKey>();
    for (var key : values.keySet()) {
      if (values.size() - gone.size() <= limit) {
        break;
      }
      gone.add(key);
    }
    gone.forEach(values::remove);
    return gone.size();
  }

  int size() {
    return values.size();
  }

  void forEach(BiConsumer<SeriesKey, Double> reader) {
    values.forEach((key, value) -> reader.accept(key, value.sum()));
  }
}
