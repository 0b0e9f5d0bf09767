// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import java.util.Optional;

/** Whether a request meets a route's conditions (Envoy: RouteEntryImplBase::matchRoute). */
final class RouteConditions {

  private static final double HALF = 0.5;

  private RouteConditions() {}

  /** The first condition that does not hold, in words; empty when all hold. */
  static Optional<String> unmet(RouteMatch match, RequestView request) {
    if (!PathMatch.holds(match, request)) {
      return Optional.of(PathMatch.describe(match));
    }
    if (match.hasRuntimeFraction() && share(match) < HALF) {
      return Optional.of("a share of " + share(match) * 100 + "% of the requests");
    }
    if (match.hasGrpc() && !isGrpc(request)) {
      return Optional.of("gRPC");
    }
    for (var header : match.getHeadersList()) {
      if (!HeaderMatch.holds(header, request.header(header.getName()))) {
        return Optional.of(HeaderMatch.describe(header));
      }
    }
    for (var parameter : match.getQueryParametersList()) {
      if (!HeaderMatch.holds(parameter, request.parameter(parameter.getName()))) {
        return Optional.of("query parameter " + parameter.getName());
      }
    }
    for (var known : match.getDynamicMetadataList()) {
      if (!MetadataMatch.holds(known, request.metadata())) {
        return Optional.of(MetadataMatch.describe(known));
      }
    }
    return Optional.empty();
  }

  private static double share(RouteMatch match) {
    var value = match.getRuntimeFraction().getDefaultValue();
    return value.getNumerator() / denominator(value);
  }

  private static double denominator(FractionalPercent value) {
    return switch (value.getDenominator()) {
      case TEN_THOUSAND -> 1e4;
      case MILLION -> 1e6;
      case HUNDRED, UNRECOGNIZED -> 1e2;
    };
  }

  private static boolean isGrpc(RequestView request) {
    return request
        .header("content-type")
        .filter(type -> type.equals("application/grpc") || type.startsWith("application/grpc+"))
        .isPresent();
  }
}
