// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.http;

import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions.HeadersWithUnderscoresAction;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathWithEscapedSlashesAction;
import io.lateen.api.meshconfig.ConnectionSettings;
import io.lateen.api.meshconfig.ConnectionSettings.EscapedSlashes;
import io.lateen.api.meshconfig.ConnectionSettings.Underscores;
import io.lateen.translate.envoy.ProtoValues;

/**
 * Time-outs, limits and normalization of a connection manager; they go before what the mesh says
 * about paths (core/connection_settings.go applyConnectionSettingsToHCM).
 */
final class ConnectionBounds {

  private ConnectionBounds() {}

  static void apply(HttpConnectionManager.Builder manager, ConnectionSettings settings) {
    var common = manager.getCommonHttpProtocolOptions().toBuilder();
    settings.idleTimeout().map(ProtoValues::duration).ifPresent(common::setIdleTimeout);
    settings
        .maxConnectionDuration()
        .map(ProtoValues::duration)
        .ifPresent(common::setMaxConnectionDuration);
    settings.maxStreamDuration().map(ProtoValues::duration).ifPresent(common::setMaxStreamDuration);
    if (settings.underscores() != Underscores.HEADERS_WITH_UNDERSCORES_UNSPECIFIED) {
      common.setHeadersWithUnderscoresAction(action(settings.underscores()));
    }
    if (!common.build().equals(HttpProtocolOptions.getDefaultInstance())) {
      manager.setCommonHttpProtocolOptions(common);
    }
    settings
        .streamIdleTimeout()
        .map(ProtoValues::duration)
        .ifPresent(manager::setStreamIdleTimeout);
    settings.requestTimeout().map(ProtoValues::duration).ifPresent(manager::setRequestTimeout);
    settings
        .requestHeadersTimeout()
        .map(ProtoValues::duration)
        .ifPresent(manager::setRequestHeadersTimeout);
    settings.drainTimeout().map(ProtoValues::duration).ifPresent(manager::setDrainTimeout);
    http2(manager, settings);
    settings.mergeSlashes().ifPresent(manager::setMergeSlashes);
    if (settings.escapedSlashes() != EscapedSlashes.PATH_WITH_ESCAPED_SLASHES_UNSPECIFIED) {
      manager.setPathWithEscapedSlashesAction(action(settings.escapedSlashes()));
    }
  }

  private static void http2(HttpConnectionManager.Builder manager, ConnectionSettings settings) {
    settings
        .maxConcurrentStreams()
        .ifPresent(
            streams ->
                manager
                    .getHttp2ProtocolOptionsBuilder()
                    .setMaxConcurrentStreams(ProtoValues.uint32(streams)));
    settings
        .initialStreamWindow()
        .ifPresent(
            bytes ->
                manager
                    .getHttp2ProtocolOptionsBuilder()
                    .setInitialStreamWindowSize(ProtoValues.uint32(bytes)));
    settings
        .initialConnectionWindow()
        .ifPresent(
            bytes ->
                manager
                    .getHttp2ProtocolOptionsBuilder()
                    .setInitialConnectionWindowSize(ProtoValues.uint32(bytes)));
  }

  private static HeadersWithUnderscoresAction action(Underscores action) {
    return switch (action) {
      case HEADERS_WITH_UNDERSCORES_UNSPECIFIED, HEADERS_WITH_UNDERSCORES_ALLOW ->
          HeadersWithUnderscoresAction.ALLOW;
      case HEADERS_WITH_UNDERSCORES_REJECT_REQUEST -> HeadersWithUnderscoresAction.REJECT_REQUEST;
      case HEADERS_WITH_UNDERSCORES_DROP_HEADER -> HeadersWithUnderscoresAction.DROP_HEADER;
    };
  }

  private static PathWithEscapedSlashesAction action(EscapedSlashes action) {
    return switch (action) {
      case PATH_WITH_ESCAPED_SLASHES_UNSPECIFIED, KEEP_UNCHANGED ->
          PathWithEscapedSlashesAction.KEEP_UNCHANGED;
      case REJECT_REQUEST -> PathWithEscapedSlashesAction.REJECT_REQUEST;
      case UNESCAPE_AND_REDIRECT -> PathWithEscapedSlashesAction.UNESCAPE_AND_REDIRECT;
      case UNESCAPE_AND_FORWARD -> PathWithEscapedSlashesAction.UNESCAPE_AND_FORWARD;
    };
  }
}
