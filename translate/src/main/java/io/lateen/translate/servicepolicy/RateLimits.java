// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.servicepolicy;

import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.extensions.common.ratelimit.v3.XRateLimitHeadersRFCVersion;
import io.envoyproxy.envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent.DenominatorType;
import io.envoyproxy.envoy.type.v3.TokenBucket;
import io.lateen.api.servicepolicy.RateLimit;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;

/** Limits of requests, by Envoy's filter {@code local_ratelimit}: 429 beyond them. */
public final class RateLimits {

  /** Before the names of the filter's counters. */
  private static final String STATS = "http_local_rate_limiter";

  private static final RuntimeFractionalPercent ALWAYS =
      RuntimeFractionalPercent.newBuilder()
          .setDefaultValue(
              FractionalPercent.newBuilder()
                  .setNumerator(100)
                  .setDenominator(DenominatorType.HUNDRED))
          .build();

  private RateLimits() {}

  /**
   * The filter with one bucket for all requests of its chain. Refused gRPC calls end with {@code
   * RESOURCE_EXHAUSTED}, which clients do not repeat, unlike the {@code UNAVAILABLE} of other 429s.
   */
  public static HttpFilter filter(RateLimit limit) {
    var config =
        LocalRateLimit.newBuilder()
            .setStatPrefix(STATS)
            .setTokenBucket(
                TokenBucket.newBuilder()
                    .setMaxTokens(limit.burst())
                    .setTokensPerFill(ProtoValues.uint32(limit.requests()))
                    .setFillInterval(ProtoValues.duration(limit.per())))
            .setFilterEnabled(ALWAYS)
            .setFilterEnforced(ALWAYS)
            .setEnableXRatelimitHeaders(XRateLimitHeadersRFCVersion.DRAFT_VERSION_03)
            .setRateLimitedAsResourceExhausted(true);
    return HttpFilter.newBuilder()
        .setName(EnvoyNames.LOCAL_RATE_LIMIT)
        .setTypedConfig(Packed.any(config.build()))
        .build();
  }
}
