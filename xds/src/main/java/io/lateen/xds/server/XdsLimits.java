// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.stream.StreamLimits;
import java.time.Duration;

/**
 * What callers may cost the server.
 *
 * @param stream what one stream may ask for
 * @param streams open streams of the whole server
 * @param streamsPerPeer open streams of one identity; a node agent has one per workload
 * @param requestBytes size of one request
 * @param requestsPerSecond sustained rate of one stream; faster clients are read more slowly
 * @param requestBurst requests that may come at once
 * @param firstRequest how long a stream may stay silent after it was opened
 * @param differences whether clients that take them are sent differences
 */
public record XdsLimits(
    StreamLimits stream,
    int streams,
    int streamsPerPeer,
    int requestBytes,
    int requestsPerSecond,
    int requestBurst,
    Duration firstRequest,
    boolean differences) {

  /**
   * Largest {@code Node} of a first request: Kubernetes allows 256 KiB of annotations, which
   * Istio's bootstraps repeat.
   */
  public static final int MAX_NODE_BYTES = 512 << 10;

  /**
   * How long a proxy keeps what it has when this control plane is behind the one that the proxy
   * comes from; then it gets the older state.
   */
  public static final Duration CATCH_UP = Duration.ofSeconds(30);

  /** Longest {@code node.id}: four parts, of which two are DNS names of up to 253 characters. */
  public static final int MAX_NODE_ID_CHARS = 1_024;

  /** Longest type URL; Envoy's own have less than 100 characters. */
  public static final int MAX_TYPE_URL_CHARS = 256;

  /** 20,000 streams, 1,000 per peer, 8 MiB, 200/s with bursts of 2,000, 15 s, differences. */
  public static final XdsLimits DEFAULT =
      new XdsLimits(
          StreamLimits.DEFAULT, 20_000, 1_000, 8 << 20, 200, 2_000, Duration.ofSeconds(15), true);
}
