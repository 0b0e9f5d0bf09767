// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A counter that keeps its name. Istio's counters do not end in {@code _total}, which Prometheus'
 * library would add; dashboards ask for the name as it is, so the type is left open. The values of
 * its label are a closed set of the caller's.
 */
final class IstioCounter implements Collector {

  private final String name;
  private final String help;
  private final String label;
  private final Map<String, LongAdder> values = new ConcurrentHashMap<>();

  /** A counter; {@code label} is empty when it has none. */
  IstioCounter(String name, String help, String label) {
    this.name = name;
    this.help = help;
    this.label = label;
  }

  void increment(String value) {
    values.computeIfAbsent(value, key -> new LongAdder()).increment();
  }

  @Override
  public MetricSnapshot collect() {
    var snapshot = UnknownSnapshot.builder().name(name).help(help);
    values.forEach(
        (value, count) ->
            snapshot.dataPoint(
                UnknownDataPointSnapshot.builder()
                    .labels(label.isEmpty() ? Labels.EMPTY : Labels.of(label, value))
                    .value(count.doubleValue())
                    .build()));
    return snapshot.build();
  }
}
