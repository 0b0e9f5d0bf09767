// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.envoy;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions.HeaderKeyFormat;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;

/** How HTTP/1 headers are spelled on the wire. */
public final class HeaderCase {

  /** Envoy: api/envoy/extensions/http/header_formatters/preserve_case/v3; its message is empty. */
  private static final String TYPE =
      "type.googleapis.com/envoy.extensions.http.header_formatters.preserve_case.v3."
          + "PreserveCaseFormatterConfig";

  /** As the sender spelled them, instead of in lower case. */
  public static final HeaderKeyFormat KEPT =
      HeaderKeyFormat.newBuilder()
          .setStatefulFormatter(
              TypedExtensionConfig.newBuilder()
                  .setName("preserve_case")
                  .setTypedConfig(Any.newBuilder().setTypeUrl(TYPE)))
          .build();

  private HeaderCase() {}

  /** Options of HTTP/1 with that spelling. */
  public static Http1ProtocolOptions options(boolean kept) {
    return kept
        ? Http1ProtocolOptions.newBuilder().setHeaderKeyFormat(KEPT).build()
        : Http1ProtocolOptions.getDefaultInstance();
  }
}
