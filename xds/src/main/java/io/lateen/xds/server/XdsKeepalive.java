// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.grpc.ServerBuilder;
import java.util.concurrent.TimeUnit;

/**
 * Connection parameters of a server that carries the service: dead peers are noticed after 40 s,
 * and clients may probe every 10 s (Istio: pkg/keepalive/options.go uses 30 s and 10 s; Envoy's and
 * the agent's channels probe at 30 s).
 */
public final class XdsKeepalive {

  /** Seconds of silence after which the server probes. */
  public static final int TIME_S = 30;

  /** Seconds without an answer after which the connection is dead. */
  public static final int TIMEOUT_S = 10;

  /** Shortest interval of probes that a client may use; faster ones are disconnected. */
  public static final int PERMITTED_S = 10;

  private XdsKeepalive() {}

  /** Sets keepalive and the largest request on a server builder. */
  public static void applyTo(ServerBuilder<?> server, XdsLimits limits) {
    server
        .keepAliveTime(TIME_S, TimeUnit.SECONDS)
        .keepAliveTimeout(TIMEOUT_S, TimeUnit.SECONDS)
        .permitKeepAliveTime(PERMITTED_S, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .maxInboundMessageSize(limits.requestBytes());
  }
}
