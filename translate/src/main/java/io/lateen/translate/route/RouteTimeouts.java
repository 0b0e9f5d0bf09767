// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import com.google.protobuf.Duration;
import io.envoyproxy.envoy.config.route.v3.RouteAction;

/** Time limits of routes. */
final class RouteTimeouts {

  /** No limit; also Envoy's way to switch a limit off. */
  static final Duration NONE = Duration.getDefaultInstance();

  private RouteTimeouts() {}

  /**
   * Lets the {@code grpc-timeout} header decide, up to {@code maximum} (zero: without limit);
   * unset, Envoy would ignore the header. Replaces the deprecated max_grpc_timeout of Istio.
   */
  static RouteAction.MaxStreamDuration callerDecides(Duration maximum) {
    return RouteAction.MaxStreamDuration.newBuilder()
        .setMaxStreamDuration(NONE)
        .setGrpcTimeoutHeaderMax(maximum)
        .build();
  }
}
