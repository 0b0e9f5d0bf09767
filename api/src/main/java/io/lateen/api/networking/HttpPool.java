// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits of HTTP connections.
 *
 * @param http1MaxPendingRequests most requests that wait for a connection; 0 for no limit
 * @param http2MaxRequests most open requests to the host; 0 for no limit
 * @param maxRequestsPerConnection requests after which a connection is closed; 0 for no limit
 * @param maxRetries most retries under way to the host; 0 for no limit
 * @param idleTimeout longest silence of a connection; absent for one hour
 * @param h2UpgradePolicy whether HTTP/1.1 is sent as HTTP/2
 * @param useClientProtocol whether the protocol of the caller is kept
 * @param maxConcurrentStreams most streams on one HTTP/2 connection; 0 for the default
 * @param http2KeepAlive pings on HTTP/2 connections
 */
public record HttpPool(
    int http1MaxPendingRequests,
    int http2MaxRequests,
    int maxRequestsPerConnection,
    int maxRetries,
    Optional<Duration> idleTimeout,
    H2UpgradePolicy h2UpgradePolicy,
    boolean useClientProtocol,
    int maxConcurrentStreams,
    Optional<Http2KeepAlive> http2KeepAlive) {

  /**
   * Pings on HTTP/2 connections.
   *
   * @param interval time between pings
   * @param timeout longest wait for the answer
   */
  public record Http2KeepAlive(Optional<Duration> interval, Optional<Duration> timeout) {}
}
