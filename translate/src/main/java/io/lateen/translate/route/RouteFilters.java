// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.route.v3.FilterConfig;
import io.envoyproxy.envoy.extensions.filters.common.fault.v3.FaultDelay;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.FaultAbort;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.lateen.api.networking.CorsPolicy;
import io.lateen.api.networking.GrpcStatuses;
import io.lateen.api.networking.HttpFault;
import io.lateen.api.networking.UnmatchedPreflights;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.util.Optional;

/** What routes tell the filters before the router (Istio: core/route/route.go). */
final class RouteFilters {

  private RouteFilters() {}

  /** The faults, or nothing when none can happen. */
  static Optional<Any> fault(HttpFault fault) {
    if (fault.delay().isEmpty() && fault.abort().isEmpty()) {
      return Optional.empty();
    }
    var config = HTTPFault.newBuilder();
    fault
        .delay()
        .ifPresent(
            delay ->
                config.setDelay(
                    FaultDelay.newBuilder()
                        .setFixedDelay(ProtoValues.duration(delay.fixedDelay()))
                        .setPercentage(Fractions.of(delay.percentage()))));
    fault.abort().ifPresent(abort -> config.setAbort(abort(abort)));
    return Optional.of(Packed.any(config.build()));
  }

  private static FaultAbort abort(io.lateen.api.networking.FaultAbort abort) {
    var config = FaultAbort.newBuilder().setPercentage(Fractions.of(abort.percentage()));
    switch (abort.code()) {
      case io.lateen.api.networking.FaultAbort.Code.HttpStatus(var status) ->
          config.setHttpStatus(status);
      case io.lateen.api.networking.FaultAbort.Code.GrpcStatus(var name) ->
          config.setGrpcStatus(GrpcStatuses.number(name));
    }
    return config.build();
  }

  static Any cors(CorsPolicy policy) {
    var config =
        io.envoyproxy.envoy.extensions.filters.http.cors.v3.CorsPolicy.newBuilder()
            .setFilterEnabled(Fractions.ALWAYS)
            .setAllowMethods(String.join(",", policy.allowMethods()))
            .setAllowHeaders(String.join(",", policy.allowHeaders()))
            .setExposeHeaders(String.join(",", policy.exposeHeaders()))
            .setForwardNotMatchingPreflights(
                ProtoValues.bool(policy.unmatchedPreflights() != UnmatchedPreflights.IGNORE));
    policy.allowOrigins().stream()
        .map(StringMatchers::string)
        .forEach(config::addAllowOriginStringMatch);
    policy.allowCredentials().map(ProtoValues::bool).ifPresent(config::setAllowCredentials);
    policy.maxAge().ifPresent(age -> config.setMaxAge(Long.toString(age.toSeconds())));
    return Packed.any(config.build());
  }

  /** Switches a filter off for one route. */
  static Any off() {
    return Packed.any(FilterConfig.newBuilder().setDisabled(true).build());
  }
}
