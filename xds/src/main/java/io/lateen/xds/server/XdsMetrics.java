// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import java.time.Duration;

/**
 * Receives the server's measurements; names under which to publish them are in {@link
 * XdsMetricNames}. Called from many threads, must not block. Types are {@code cds}, {@code eds} …
 */
public interface XdsMetrics {

  /** Measures nothing. */
  XdsMetrics NONE = new XdsMetrics() {};

  /** Number of open streams, after each change. */
  default void streams(int open) {}

  /** A response was handed to the transport. */
  default void push(String type, long bytes, int resources) {}

  /** So many resources of a response were written as differences; see {@code ClientSkills}. */
  default void differences(String type, long resources) {}

  /** A request was read. */
  default void request(String type) {}

  /** A client refused a response. */
  default void rejected(String type) {}

  /** A client came back, and what it had refused is not sent again. */
  default void recalled(String type, int resources) {}

  /** Number of proxies of which refusals are kept. */
  default void refusalsKept(int proxies) {}

  /** A proxy accepted everything of a change this long after the server learned of the change. */
  default void converged(Duration span) {}

  /** A limit of {@link XdsLimits} or of a stream took effect. */
  default void limited(String limit) {}

  /** A stream was refused or ended for a fault of its client or of this program. */
  default void fault(StreamFault fault) {}

  /** An answer referred to a response that was not in flight. */
  default void staleNonce(String type) {}

  /** A wait for a client's clusters or routes was given up; see {@code StreamLimits}. */
  default void holdReleased() {}
}
