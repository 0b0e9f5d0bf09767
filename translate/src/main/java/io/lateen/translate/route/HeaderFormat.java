// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of headers as Envoy reads them: {@code %NAME%} stands for a property of the request. Envoy
 * refuses a whole route configuration for one unknown name or single percent sign, so everything
 * that is not surely one of its operators is sent as it is written (Envoy:
 * docs/root/configuration/observability/access_log/usage.rst, Command Operators).
 */
final class HeaderFormat {

  /** Operators that take no argument. */
  private static final String PLAIN =
      "PROTOCOL|HOSTNAME|RESPONSE_CODE|RESPONSE_CODE_DETAILS|RESPONSE_FLAGS|ROUTE_NAME"
          + "|VIRTUAL_CLUSTER_NAME|START_TIME|DURATION|BYTES_RECEIVED|BYTES_SENT|CONNECTION_ID"
          + "|STREAM_ID|UPSTREAM_HOST|UPSTREAM_CLUSTER|UPSTREAM_LOCAL_ADDRESS"
          + "|UPSTREAM_REMOTE_ADDRESS|DOWNSTREAM_REMOTE_ADDRESS|DOWNSTREAM_REMOTE_PORT"
          + "|DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT|DOWNSTREAM_DIRECT_REMOTE_ADDRESS"
          + "|DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT|DOWNSTREAM_LOCAL_ADDRESS"
          + "|DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT|DOWNSTREAM_LOCAL_PORT|DOWNSTREAM_PEER_URI_SAN"
          + "|DOWNSTREAM_LOCAL_URI_SAN|DOWNSTREAM_PEER_SUBJECT|DOWNSTREAM_PEER_ISSUER"
          + "|DOWNSTREAM_LOCAL_SUBJECT|DOWNSTREAM_TLS_CIPHER|DOWNSTREAM_TLS_VERSION"
          + "|DOWNSTREAM_TLS_SESSION_ID|DOWNSTREAM_PEER_FINGERPRINT_256|DOWNSTREAM_PEER_SERIAL"
          + "|DOWNSTREAM_PEER_CERT|REQUESTED_SERVER_NAME";

  /** Operators that name a header, and another one to use when that is missing. */
  private static final String OF_HEADER =
      "(?:REQ|RESP|TRAILER)\\(:?[A-Za-z0-9_-]+(?:\\?:?[A-Za-z0-9_-]+)?\\)";

  private static final String OF_METADATA =
      "(?:DYNAMIC_METADATA|CLUSTER_METADATA|UPSTREAM_METADATA|ENVIRONMENT)\\([A-Za-z0-9._:-]+\\)";

  private static final String OF_STATE = "FILTER_STATE\\([A-Za-z0-9._-]+(?::PLAIN|:TYPED)?\\)";

  private static final String LENGTH = "(?::\\d{1,4})?";

  private static final Pattern PERCENT =
      Pattern.compile(
          "%%|%(?:"
              + PLAIN
              + ")%|%(?:"
              + OF_HEADER
              + "|"
              + OF_METADATA
              + "|"
              + OF_STATE
              + ")"
              + LENGTH
              + "%|%");

  private HeaderFormat() {}

  static String of(String written) {
    return written.indexOf('%') < 0
        ? written
        : PERCENT.matcher(written).replaceAll(HeaderFormat::escaped);
  }

  private static String escaped(MatchResult found) {
    var text = found.group();
    return text.length() == 1 ? "%%" : Matcher.quoteReplacement(text);
  }
}
