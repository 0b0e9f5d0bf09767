// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.telemetry;

import io.lateen.api.PolicyTarget;
import io.lateen.api.Targeted;
import java.util.List;

/**
 * What proxies report (api: telemetry/v1alpha1/telemetry.proto).
 *
 * @param target workloads or objects
 * @param tracing traces; empty inherits
 * @param metrics metrics; empty inherits
 * @param accessLogging access logs; empty inherits
 */
public record Telemetry(
    PolicyTarget target,
    List<Tracing> tracing,
    List<Metrics> metrics,
    List<AccessLogging> accessLogging)
    implements Targeted {

  /** Copies the lists. */
  public Telemetry {
    tracing = List.copyOf(tracing);
    metrics = List.copyOf(metrics);
    accessLogging = List.copyOf(accessLogging);
  }
}
