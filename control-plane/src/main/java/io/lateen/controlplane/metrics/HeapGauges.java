// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.metrics;

import io.lateen.controlplane.memory.HeapGrowth;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The old generation of the heap. Safe for all threads. */
final class HeapGauges {

  private HeapGauges() {}

  static void register(HeapGrowth heap, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("lateen_heap_old_bytes")
        .help("Used bytes of the old generation, garbage included.")
        .callback(callback -> callback.call(heap.used()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("lateen_heap_old_limit_bytes")
        .help("Used bytes of the old generation from which on it is collected.")
        .callback(callback -> callback.call(heap.limit()))
        .register(registry);
    CounterWithCallback.builder()
        .name("lateen_heap_collections_total")
        .help("Collections of the whole heap that the control plane asked for.")
        .callback(callback -> callback.call(heap.collections()))
        .register(registry);
  }
}
