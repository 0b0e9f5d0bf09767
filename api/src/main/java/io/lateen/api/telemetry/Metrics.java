// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How metrics are made.
 *
 * @param providers names of extension providers; empty inherits
 * @param overrides changes to metrics, later ones win
 * @param reportingInterval time between reports of open TCP connections
 * @param line 1-based line of the document
 */
public record Metrics(
    List<String> providers,
    List<MetricsOverride> overrides,
    Optional<Duration> reportingInterval,
    int line) {

  /** Copies the lists. */
  public Metrics {
    providers = List.copyOf(providers);
    overrides = List.copyOf(overrides);
  }
}
