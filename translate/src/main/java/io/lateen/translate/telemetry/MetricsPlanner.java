// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import io.lateen.api.ConfigObject;
import io.lateen.api.meshconfig.ExtensionProvider;
import io.lateen.api.meshconfig.MeshTelemetry;
import io.lateen.api.telemetry.IstioMetric;
import io.lateen.api.telemetry.Metrics;
import io.lateen.api.telemetry.MetricsOverride;
import io.lateen.api.telemetry.Telemetry;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.translate.adorn.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a side makes records for the agent's counters (Istio: model/telemetry.go mergeMetrics).
 * The agent's counters are the providers of the kind Prometheus. It counts Istio's metrics with
 * Istio's labels whatever is overridden; only switching all of them off is served, because then no
 * record is made.
 */
final class MetricsPlanner {

  /** Provider of metrics where nobody names one, as Istio's installation sets it. */
  private static final List<String> USUAL = List.of("prometheus");

  private final List<MetricsOverride> overrides = new ArrayList<>();
  private final boolean isWanted;

  MetricsPlanner(
      MeshTelemetry mesh, List<ConfigObject<Telemetry>> telemetries, Providers providers) {
    var defaults = mesh.defaultProviders().metrics();
    var names = defaults.isEmpty() ? USUAL : defaults;
    var last = names;
    for (var telemetry : telemetries) {
      for (var metrics : telemetry.spec().metrics()) {
        last = metrics.providers().isEmpty() ? last : metrics.providers();
        overrides.addAll(metrics.overrides());
        if (metrics.overrides().stream().anyMatch(one -> !switchesAll(one))) {
          providers.report(problem(telemetry, metrics));
        }
      }
    }
    this.isWanted = last.stream().anyMatch(name -> isCounter(name, providers));
  }

  private static boolean isCounter(String name, Providers providers) {
    var found = providers.named(name);
    boolean counts =
        found.filter(one -> one.provider() instanceof ExtensionProvider.Prometheus).isPresent();
    if (found.isPresent() && !counts) {
      providers.report(
          "the provider " + name + " takes no metrics; only those of the kind prometheus do",
          "name a provider of the kind prometheus");
    }
    return counts;
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

  /** False when nobody takes metrics, or the last word on this side is that all are off. */
  boolean plan(Side side) {
    boolean on = isWanted;
    for (var override : overrides) {
      if (LoggingPlanner.isFor(override.mode(), side)) {
        on = isWanted && !(switchesAll(override) && override.disabled().orElse(false));
      }
    }
    return on;
  }
}
