// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.traffic;

import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.Call.Mode;
import io.lateen.translate.evaluate.Call.Protocol;
import io.lateen.translate.evaluate.Call.Tls;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The calls of cases, which are spelled as fields of Istio's Go structure. */
final class GoCall {

  private GoCall() {}

  static Call of(JsonNode fields) {
    var call =
        Call.to(fields.path("Port").asInt(0))
            .protocol(Protocol.valueOf(fields.path("Protocol").asString("HTTP")))
            .tls(Tls.valueOf(text(fields, "TLS", "Plaintext").toUpperCase(Locale.ROOT)))
            .host(text(fields, "HostHeader", ""))
            .path(text(fields, "Path", "/"))
            .sni(text(fields, "Sni", ""));
    if (fields.has("Address")) {
      call.address(text(fields, "Address", ""));
    }
    if (fields.has("Alpn")) {
      call.alpn(List.of(text(fields, "Alpn", "")));
    }
    if (!text(fields, "MtlsSecretConfigName", "").isEmpty()) {
      call.secret(text(fields, "MtlsSecretConfigName", ""));
    }
    switch (text(fields, "CallMode", "")) {
      case "CallModeInbound" -> call.mode(Mode.INBOUND);
      case "CallModeOutbound" -> call.mode(Mode.OUTBOUND);
      case "CallModeGateway" -> call.mode(Mode.DIRECT);
      default -> {
        // As the proxy's listeners suggest.
      }
    }
    return call.build();
  }

  private static String text(JsonNode fields, String field, String absent) {
    return fields.path(field).asString(absent);
  }
}
