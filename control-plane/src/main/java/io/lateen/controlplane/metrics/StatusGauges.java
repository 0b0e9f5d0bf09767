// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.metrics;

import io.lateen.controlplane.status.Condition;
import io.lateen.controlplane.status.StatusBoard;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Conditions and events of objects. Safe for all threads. */
final class StatusGauges {

  private StatusGauges() {}

  static void register(StatusBoard statuses, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("lateen_status_objects")
        .help("Objects with a bad condition.")
        .labelNames("condition")
        .callback(
            callback -> {
              for (var type : Condition.Type.values()) {
                callback.call(statuses.bad(type), type.word());
              }
            })
        .register(registry);
    CounterWithCallback.builder()
        .name("lateen_status_events_total")
        .help("Events recorded.")
        .callback(callback -> callback.call(statuses.log().recorded()))
        .register(registry);
    CounterWithCallback.builder()
        .name("lateen_status_events_forgotten_total")
        .help("Events that went before their time.")
        .callback(callback -> callback.call(statuses.log().forgotten()))
        .register(registry);
  }
}
