// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Weights by the load that endpoints report with ORCA (api:
 * networking/v1alpha3/destination_rule.proto); what is absent stands for Envoy's default.
 *
 * @param errorPenaltyPercent addition for endpoints that answer with errors
 * @param metricNames metrics that make up the load
 * @param expirationPeriod time without reports after which an endpoint's weight is forgotten
 * @param stabilizationPeriod time of reports before which its weight is not trusted
 * @param updatePeriod time between computations of weights
 */
public record BackendUtilization(
    OptionalInt errorPenaltyPercent,
    List<String> metricNames,
    Optional<Duration> expirationPeriod,
    Optional<Duration> stabilizationPeriod,
    Optional<Duration> updatePeriod) {

  /** Copies the list. */
  public BackendUtilization {
    metricNames = List.copyOf(metricNames);
  }
}
