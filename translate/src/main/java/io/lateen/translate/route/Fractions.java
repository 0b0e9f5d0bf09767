// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent.DenominatorType;

/** Shares of requests, in millionths as Istio writes them (core/route/route.go). */
final class Fractions {

  private static final int MILLIONTHS_PER_PERCENT = 10_000;
  private static final int WHOLE = 100;

  /** Every request. */
  static final RuntimeFractionalPercent ALWAYS =
      RuntimeFractionalPercent.newBuilder()
          .setDefaultValue(
              FractionalPercent.newBuilder()
                  .setNumerator(WHOLE)
                  .setDenominator(DenominatorType.HUNDRED))
          .build();

  private Fractions() {}

  /**
   * @param percent 0 to 100
   */
  static FractionalPercent of(double percent) {
    return FractionalPercent.newBuilder()
        .setNumerator((int) Math.round(percent * MILLIONTHS_PER_PERCENT))
        .setDenominator(DenominatorType.MILLION)
        .build();
  }

  static RuntimeFractionalPercent runtime(double percent) {
    return RuntimeFractionalPercent.newBuilder().setDefaultValue(of(percent)).build();
  }
}
