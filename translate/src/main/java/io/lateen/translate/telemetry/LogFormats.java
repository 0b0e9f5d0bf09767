// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import com.google.protobuf.Struct;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.formatter.req_without_query.v3.ReqWithoutQuery;
import io.lateen.base.decode.Node;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.message.MessageReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What lines of access logs look like (Istio: model/telemetry_logging.go). */
final class LogFormats {

  /** Istio's line, which people's tools parse. */
  static final String TEXT =
      "[%START_TIME%] \"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%\""
          + " %RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS%"
          + " %CONNECTION_TERMINATION_DETAILS% \"%UPSTREAM_TRANSPORT_FAILURE_REASON%\""
          + " %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%"
          + " \"%REQ(X-FORWARDED-FOR)%\" \"%REQ(USER-AGENT)%\" \"%REQ(X-REQUEST-ID)%\""
          + " \"%REQ(:AUTHORITY)%\" \"%UPSTREAM_HOST%\" %UPSTREAM_CLUSTER_RAW%"
          + " %UPSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS%"
          + " %REQUESTED_SERVER_NAME% %ROUTE_NAME%\n";

  private static final Struct JSON =
      struct(
          Map.ofEntries(
              Map.entry("start_time", "%START_TIME%"),
              Map.entry("route_name", "%ROUTE_NAME%"),
              Map.entry("method", "%REQ(:METHOD)%"),
              Map.entry("path", "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%"),
              Map.entry("protocol", "%PROTOCOL%"),
              Map.entry("response_code", "%RESPONSE_CODE%"),
              Map.entry("response_flags", "%RESPONSE_FLAGS%"),
              Map.entry("response_code_details", "%RESPONSE_CODE_DETAILS%"),
              Map.entry("connection_termination_details", "%CONNECTION_TERMINATION_DETAILS%"),
              Map.entry("bytes_received", "%BYTES_RECEIVED%"),
              Map.entry("bytes_sent", "%BYTES_SENT%"),
              Map.entry("duration", "%DURATION%"),
              Map.entry("upstream_service_time", "%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%"),
              Map.entry("x_forwarded_for", "%REQ(X-FORWARDED-FOR)%"),
              Map.entry("user_agent", "%REQ(USER-AGENT)%"),
              Map.entry("request_id", "%REQ(X-REQUEST-ID)%"),
              Map.entry("authority", "%REQ(:AUTHORITY)%"),
              Map.entry("upstream_host", "%UPSTREAM_HOST%"),
              Map.entry("upstream_cluster", "%UPSTREAM_CLUSTER_RAW%"),
              Map.entry("upstream_local_address", "%UPSTREAM_LOCAL_ADDRESS%"),
              Map.entry("downstream_local_address", "%DOWNSTREAM_LOCAL_ADDRESS%"),
              Map.entry("downstream_remote_address", "%DOWNSTREAM_REMOTE_ADDRESS%"),
              Map.entry("requested_server_name", "%REQUESTED_SERVER_NAME%"),
              Map.entry(
                  "upstream_transport_failure_reason", "%UPSTREAM_TRANSPORT_FAILURE_REASON%")));

  private static final String WITHOUT_QUERY = "%REQ_WITHOUT_QUERY";
  private static final String WITHOUT_QUERY_NAME = "envoy.formatter.req_without_query";

  private LogFormats() {}

  /** A text; the default when empty. A line break is added when it has none. */
  static SubstitutionFormatString.Builder text(String written) {
    var text = written.isEmpty() ? TEXT : written.endsWith("\n") ? written : written + "\n";
    return SubstitutionFormatString.newBuilder()
        .setTextFormatSource(DataSource.newBuilder().setInlineString(text))
        .addAllFormatters(formatters(text));
  }

  /** A JSON object; the default when it has no fields. */
  static SubstitutionFormatString.Builder json(Struct written) {
    var labels = written.getFieldsCount() == 0 ? JSON : written;
    return SubstitutionFormatString.newBuilder()
        .setJsonFormat(labels)
        .addAllFormatters(formatters(labels.toString()));
  }

  /** The extensions that the variables of a format need. */
  static List<TypedExtensionConfig> formatters(String format) {
    return format.contains(WITHOUT_QUERY)
        ? List.of(
            TypedExtensionConfig.newBuilder()
                .setName(WITHOUT_QUERY_NAME)
                .setTypedConfig(Packed.any(ReqWithoutQuery.getDefaultInstance()))
                .build())
        : List.of();
  }

  static Struct struct(Node.Mapping tree) {
    var struct = Struct.newBuilder();
    new MessageReader().read(tree, struct);
    return struct.build();
  }

  private static Struct struct(Map<String, String> texts) {
    var struct = Struct.newBuilder();
    new TreeMap<>(texts).forEach((name, text) -> struct.putFields(name, ProtoValues.string(text)));
    return struct.build();
  }
}
