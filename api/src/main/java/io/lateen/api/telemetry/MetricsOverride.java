// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.telemetry;

import io.lateen.base.Copies;
import java.util.Map;
import java.util.Optional;

/**
 * A change to metrics.
 *
 * @param metric the metric, unless {@code customMetric} names one
 * @param customMetric name of a metric that is not Istio's; else empty
 * @param mode side of the call
 * @param disabled whether the metric is switched off
 * @param tagOverrides changes to its labels, by name
 */
public record MetricsOverride(
    IstioMetric metric,
    String customMetric,
    WorkloadMode mode,
    Optional<Boolean> disabled,
    Map<String, TagOverride> tagOverrides) {

  /** Copies the map. */
  public MetricsOverride {
    tagOverrides = Copies.sorted(tagOverrides);
  }

  /** A change to a label of a metric. */
  public sealed interface TagOverride {

    /** The label is given the value of a CEL expression. */
    record Upsert(String value) implements TagOverride {}

    /** The label is removed. */
    record Remove() implements TagOverride {}
  }
}
