// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import java.time.Duration;

/**
 * What the server takes at most (docs/limits.md).
 *
 * @param bodyBytes of one request; kube-apiserver takes 3 MiB of one object, this is for folders
 * @param connections open at once
 * @param requests running at once; watches count
 * @param requestsPerSecond sustained, over all callers
 * @param burst above the rate
 * @param failuresPerSecond wrong tokens that get a full answer; the right token is never slowed by
 *     them
 * @param connectionsPerAddress open at once from one address
 * @param patience time for a handshake with the head of a first request, and for each body
 */
public record Limits(
    int bodyBytes,
    int connections,
    int requests,
    double requestsPerSecond,
    double burst,
    double failuresPerSecond,
    int connectionsPerAddress,
    Duration patience) {

  /** With the usual limits of connections. */
  Limits(
      int bodyBytes,
      int connections,
      int requests,
      double requestsPerSecond,
      double burst,
      double failuresPerSecond) {
    this(
        bodyBytes,
        connections,
        requests,
        requestsPerSecond,
        burst,
        failuresPerSecond,
        Math.max(1, connections / 2),
        Duration.ofSeconds(30));
  }

  /** For one mesh on one machine and its operators. */
  public static final Limits DEFAULT = new Limits(16 << 20, 512, 256, 500, 1000, 10);
}
