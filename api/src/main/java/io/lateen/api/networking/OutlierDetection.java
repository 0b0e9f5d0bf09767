// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When an endpoint is ejected, and for how long.
 *
 * @param splitExternalLocalOriginErrors whether failures on this side are counted apart
 * @param consecutiveLocalOriginFailures failures on this side in a row; absent for 5
 * @param consecutiveGatewayErrors statuses 502, 503, 504 in a row; absent or 0 for off
 * @param consecutive5xxErrors statuses 500 to 599 in a row; absent for 5, 0 for off
 * @param interval time between sweeps; absent for 10 s
 * @param baseEjectionTime shortest ejection, times the number of ejections; absent for 30 s
 * @param maxEjectionPercent largest share of ejected endpoints; 0 stands for 10
 * @param minHealthPercent share of healthy endpoints below which nobody is ejected; 0 for off
 * @param httpErrorCodes statuses counted as errors; empty for 500 to 599
 */
public record OutlierDetection(
    boolean splitExternalLocalOriginErrors,
    OptionalInt consecutiveLocalOriginFailures,
    OptionalInt consecutiveGatewayErrors,
    OptionalInt consecutive5xxErrors,
    Optional<Duration> interval,
    Optional<Duration> baseEjectionTime,
    int maxEjectionPercent,
    int minHealthPercent,
    List<Integer> httpErrorCodes) {

  /** Copies the collections. */
  public OutlierDetection {
    httpErrorCodes = List.copyOf(httpErrorCodes);
  }
}
