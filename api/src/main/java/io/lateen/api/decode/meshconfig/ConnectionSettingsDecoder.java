// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.meshconfig.ConnectionSettings;
import io.lateen.api.meshconfig.ConnectionSettings.EscapedSlashes;
import io.lateen.api.meshconfig.ConnectionSettings.Underscores;
import io.lateen.base.decode.ObjectReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decodes limits of a proxy's connections (rules: pkg/config/validation/agent
 * validateConnectionSettings).
 */
final class ConnectionSettingsDecoder {

  /** Smallest window of HTTP/2 (RFC 9113 §6.9.2). */
  private static final int MIN_WINDOW = 65_535;

  private ConnectionSettingsDecoder() {}

  static ConnectionSettings decode(ObjectReader in) {
    var profile = in.string("profile");
    var settings =
        new ConnectionSettings(
            profile.equals("EDGE"),
            ProxySettingsDecoder.atLeast(in, "listenerPerConnectionBufferLimitBytes", 0),
            ProxySettingsDecoder.atLeast(in, "clusterPerConnectionBufferLimitBytes", 0),
            span(in, "httpIdleTimeout"),
            span(in, "httpMaxConnectionDuration"),
            span(in, "httpDrainTimeout"),
            span(in, "httpRequestTimeout"),
            span(in, "httpRequestHeadersTimeout"),
            span(in, "httpStreamIdleTimeout"),
            span(in, "httpMaxStreamDuration"),
            ProxySettingsDecoder.atLeast(in, "httpMaxConcurrentStreams", 1),
            ProxySettingsDecoder.atLeast(in, "http2InitialStreamWindowSize", MIN_WINDOW),
            ProxySettingsDecoder.atLeast(in, "http2InitialConnectionWindowSize", MIN_WINDOW),
            in.enumeration(
                "httpHeadersWithUnderscoresAction",
                Underscores.HEADERS_WITH_UNDERSCORES_UNSPECIFIED),
            in.optionalBool("httpMergeSlashes"),
            in.enumeration(
                "httpPathWithEscapedSlashesAction",
                EscapedSlashes.PATH_WITH_ESCAPED_SLASHES_UNSPECIFIED),
            ProxySettingsDecoder.atLeast(in, "listenerConnectionLimit", 1),
            ProxySettingsDecoder.atLeast(in, "globalDownstreamConnectionLimit", 1));
    in.done();
    if (!List.of("", "SIDECAR", "EDGE").contains(profile)) {
      in.error("profile", "must be SIDECAR or EDGE");
    }
    return settings;
  }

  private static Optional<Duration> span(ObjectReader in, String field) {
    var span = in.duration(field);
    if (span.filter(Duration::isNegative).isPresent()) {
      in.error(field, "must not be negative");
    }
    return span;
  }
}
