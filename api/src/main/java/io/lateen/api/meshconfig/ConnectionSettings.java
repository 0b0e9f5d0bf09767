// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Buffers, time-outs and limits of a proxy's connections; absent stands for the value of the
 * profile (api: mesh/v1alpha1/proxy.proto, ConnectionSettings).
 *
 * @param edge whether the profile is that of proxies that face strangers
 * @param listenerBufferBytes buffer of a connection of a caller
 * @param clusterBufferBytes buffer of a connection to an endpoint
 * @param idleTimeout longest silence on a connection without requests
 * @param maxConnectionDuration longest life of a connection
 * @param drainTimeout span between the two farewells of HTTP/2
 * @param requestTimeout longest wait for a whole request
 * @param requestHeadersTimeout longest wait for the headers of a request
 * @param streamIdleTimeout longest silence on a request
 * @param maxStreamDuration longest life of a request
 * @param maxConcurrentStreams most requests on a connection of HTTP/2
 * @param initialStreamWindow window of a request, in bytes, 65535 or more
 * @param initialConnectionWindow window of a connection, in bytes, 65535 or more
 * @param underscores what happens to headers with underscores
 * @param mergeSlashes whether runs of slashes become one
 * @param escapedSlashes what happens to escaped slashes
 * @param listenerConnectionLimit most connections of one listener
 * @param globalConnectionLimit most connections of callers
 */
public record ConnectionSettings(
    boolean edge,
    OptionalInt listenerBufferBytes,
    OptionalInt clusterBufferBytes,
    Optional<Duration> idleTimeout,
    Optional<Duration> maxConnectionDuration,
    Optional<Duration> drainTimeout,
    Optional<Duration> requestTimeout,
    Optional<Duration> requestHeadersTimeout,
    Optional<Duration> streamIdleTimeout,
    Optional<Duration> maxStreamDuration,
    OptionalInt maxConcurrentStreams,
    OptionalInt initialStreamWindow,
    OptionalInt initialConnectionWindow,
    Underscores underscores,
    Optional<Boolean> mergeSlashes,
    EscapedSlashes escapedSlashes,
    OptionalInt listenerConnectionLimit,
    OptionalInt globalConnectionLimit) {

  /** What happens to headers with underscores. */
  public enum Underscores {
    /** As the profile says. */
    HEADERS_WITH_UNDERSCORES_UNSPECIFIED,
    /** They pass. */
    HEADERS_WITH_UNDERSCORES_ALLOW,
    /** The request is refused. */
    HEADERS_WITH_UNDERSCORES_REJECT_REQUEST,
    /** They are removed. */
    HEADERS_WITH_UNDERSCORES_DROP_HEADER
  }

  /** What happens to escaped slashes in paths. */
  public enum EscapedSlashes {
    /** As the profile says. */
    PATH_WITH_ESCAPED_SLASHES_UNSPECIFIED,
    /** They pass. */
    KEEP_UNCHANGED,
    /** The request is refused. */
    REJECT_REQUEST,
    /** The caller is sent to the path without them. */
    UNESCAPE_AND_REDIRECT,
    /** They are replaced. */
    UNESCAPE_AND_FORWARD
  }
}
