// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.http;

import io.lateen.api.meshconfig.ConnectionSettings;
import io.lateen.api.meshconfig.ConnectionSettings.EscapedSlashes;
import io.lateen.api.meshconfig.ConnectionSettings.Underscores;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the profile EDGE says where the user says nothing (core/connection_settings.go
 * applyEdgeProfileDefaults; Envoy: best practices for edge proxies).
 */
final class EdgeProfile {

  /** Bytes. */
  private static final int LISTENER_BUFFER = 32 * 1024;

  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration REQUEST = Duration.ofMinutes(5);
  private static final Duration REQUEST_HEADERS = Duration.ofSeconds(60);
  private static final Duration STREAM_IDLE = Duration.ofMinutes(5);
  private static final int STREAMS = 100;

  /** Bytes. */
  private static final int STREAM_WINDOW = 64 * 1024;

  /** Bytes. */
  private static final int CONNECTION_WINDOW = 1024 * 1024;

  private EdgeProfile() {}

  /** The settings of a gateway; the same when their profile is another one. */
  static ConnectionSettings fill(ConnectionSettings written) {
    if (!written.edge()) {
      return written;
    }
    return new ConnectionSettings(
        true,
        or(written.listenerBufferBytes(), LISTENER_BUFFER),
        written.clusterBufferBytes(),
        or(written.idleTimeout(), IDLE),
        written.maxConnectionDuration(),
        written.drainTimeout(),
        or(written.requestTimeout(), REQUEST),
        or(written.requestHeadersTimeout(), REQUEST_HEADERS),
        or(written.streamIdleTimeout(), STREAM_IDLE),
        written.maxStreamDuration(),
        or(written.maxConcurrentStreams(), STREAMS),
        or(written.initialStreamWindow(), STREAM_WINDOW),
        or(written.initialConnectionWindow(), CONNECTION_WINDOW),
        written.underscores() == Underscores.HEADERS_WITH_UNDERSCORES_UNSPECIFIED
            ? Underscores.HEADERS_WITH_UNDERSCORES_REJECT_REQUEST
            : written.underscores(),
        Optional.of(written.mergeSlashes().orElse(true)),
        written.escapedSlashes() == EscapedSlashes.PATH_WITH_ESCAPED_SLASHES_UNSPECIFIED
            ? EscapedSlashes.UNESCAPE_AND_REDIRECT
            : written.escapedSlashes(),
        written.listenerConnectionLimit(),
        written.globalConnectionLimit());
  }

  private static OptionalInt or(OptionalInt written, int otherwise) {
    return OptionalInt.of(written.orElse(otherwise));
  }

  private static Optional<Duration> or(Optional<Duration> written, Duration otherwise) {
    return Optional.of(written.orElse(otherwise));
  }
}
