// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.telemetry;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How traces are made; what is absent inherits.
 *
 * @param mode side of the call
 * @param providers names of extension providers; only the first is used
 * @param randomSamplingPercentage share of requests from 0 to 100
 * @param disableSpanReporting whether nothing is reported
 * @param customTags tags by name
 * @param useRequestIdForTraceSampling whether the request id carries the decision
 * @param enableIstioTags whether Istio's tags are added
 * @param disableContextPropagation whether trace headers are not passed on
 * @param line 1-based line of the document
 */
public record Tracing(
    WorkloadMode mode,
    List<String> providers,
    OptionalDouble randomSamplingPercentage,
    Optional<Boolean> disableSpanReporting,
    Map<String, CustomTag> customTags,
    Optional<Boolean> useRequestIdForTraceSampling,
    Optional<Boolean> enableIstioTags,
    Optional<Boolean> disableContextPropagation,
    int line) {

  /** Copies the collections. */
  public Tracing {
    providers = List.copyOf(providers);
    customTags = Copies.sorted(customTags);
  }
}
