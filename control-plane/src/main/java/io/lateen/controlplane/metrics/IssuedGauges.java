// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.metrics;

import io.lateen.controlplane.audit.IssuedLog;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What the record of issued certificates holds back and has lost, as metrics. */
final class IssuedGauges {

  private IssuedGauges() {}

  static void register(IssuedLog issued, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("lateen_ca_issued_waiting")
        .help("Issued certificates that wait to be recorded.")
        .callback(callback -> callback.call(issued.waiting()))
        .register(registry);
    CounterWithCallback.builder()
        .name("lateen_ca_issued_unrecorded")
        .help("Issued certificates that are not on record.")
        .callback(callback -> callback.call(issued.unrecorded()))
        .register(registry);
  }
}
