// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import io.lateen.api.ConfigObject;
import io.lateen.api.telemetry.IstioMetric;
import io.lateen.api.telemetry.Metrics;
import io.lateen.api.telemetry.MetricsOverride;
import io.lateen.api.telemetry.Telemetry;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.translate.adorn.Side;
import java.util.List;

/**
 * Whether a side makes records for the agent's counters (Istio: model/telemetry.go mergeMetrics).
 * The agent counts Istio's metrics with Istio's labels whatever is overridden; only switching all
 * of them off is served, because then no record is made.
 */
final class MetricsPlanner {

  private final List<ConfigObject<Telemetry>> telemetries;

  MetricsPlanner(List<ConfigObject<Telemetry>> telemetries, Providers providers) {
    this.telemetries = telemetries;
    for (var telemetry : telemetries) {
      for (var metrics : telemetry.spec().metrics()) {
        if (metrics.overrides().stream().anyMatch(one -> !switchesAll(one))) {
          providers.report(problem(telemetry, metrics));
        }
      }
    }
  }

  private static Problem problem(ConfigObject<Telemetry> telemetry, Metrics metrics) {
    return Problem.warning(
            new Location(telemetry.origin().source(), metrics.line(), 0),
            telemetry.key().display(),
            "metrics.overrides",
            "has no effect: the agent counts every metric with Istio's labels")
        .withFix("drop or rename labels where the metrics are scraped");
  }

  private static boolean switchesAll(MetricsOverride override) {
    return override.customMetric().isEmpty()
        && override.metric() == IstioMetric.ALL_METRICS
        && override.tagOverrides().isEmpty()
        && override.disabled().isPresent();
  }

  /** False when the last word on this side is that all metrics are switched off. */
  boolean plan(Side side) {
    boolean on = true;
    for (var telemetry : telemetries) {
      for (var metrics : telemetry.spec().metrics()) {
        for (var override : metrics.overrides()) {
          if (LoggingPlanner.isFor(override.mode(), side)) {
            on = !(switchesAll(override) && override.disabled().orElse(false));
          }
        }
      }
    }
    return on;
  }
}
