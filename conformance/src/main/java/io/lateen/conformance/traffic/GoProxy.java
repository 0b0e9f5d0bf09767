// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.traffic;

import io.lateen.cli.offline.ProxyDescription;
import io.lateen.cli.offline.ProxyDescriptionDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The proxies of cases, which are spelled as fields of Istio's Go structure. */
final class GoProxy {

  private GoProxy() {}

  /** The proxy; the defaults of Istio's simulation are those of the product. */
  static ProxyDescription of(JsonNode fields) {
    var proxy = JsonNodeFactory.instance.objectNode();
    var metadata = fields.path("Metadata");
    if (fields.path("Type").asString("").equals("Router")) {
      proxy.put("type", "router");
    }
    text(proxy, "id", fields.path("ID"));
    text(proxy, "namespace", fields.path("ConfigNamespace"));
    text(proxy, "namespace", metadata.path("Namespace"));
    text(proxy, "cluster", metadata.path("ClusterID"));
    part(proxy, "labels", metadata.path("Labels"));
    part(proxy, "labels", fields.path("Labels"));
    part(proxy, "ips", fields.path("IPAddresses"));
    return ProxyDescriptionDecoder.decode("proxy", proxy.toString()).orThrow();
  }

  private static void text(ObjectNode proxy, String field, JsonNode value) {
    if (value.isString()) {
      proxy.set(field, value);
    }
  }

  private static void part(ObjectNode proxy, String field, JsonNode value) {
    if (!value.isEmpty()) {
      proxy.set(field, value);
    }
  }
}
