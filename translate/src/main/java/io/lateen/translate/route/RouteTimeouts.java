// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import com.google.protobuf.Duration;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import java.util.Optional;

/** Time limits of routes. */
final class RouteTimeouts {

  /** No limit; also Envoy's way to switch a limit off. */
  static final Duration NONE = Duration.getDefaultInstance();

  private RouteTimeouts() {}

  /**
   * The author's limit, or none. With a limit the {@code grpc-timeout} header is not read: Envoy
   * ignores {@code timeout} beside {@code max_stream_duration} (router: usingNewTimeouts), and what
   * Istio uses for both, max_grpc_timeout, is deprecated.
   */
  static void limit(RouteAction.Builder action, Optional<Duration> limit) {
    action.setTimeout(limit.orElse(NONE));
    if (limit.filter(duration -> !duration.equals(NONE)).isEmpty()) {
      action.setMaxStreamDuration(callerDecides());
    }
  }

  /** Lets the {@code grpc-timeout} header decide; unset, Envoy would ignore the header. */
  static RouteAction.MaxStreamDuration callerDecides() {
    return RouteAction.MaxStreamDuration.newBuilder()
        .setMaxStreamDuration(NONE)
        .setGrpcTimeoutHeaderMax(NONE)
        .build();
  }
}
