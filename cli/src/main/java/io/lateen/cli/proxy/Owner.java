// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import tools.jackson.databind.JsonNode;

/**
 * Reads which object made a resource from {@code metadata.filter_metadata.istio.config}, a path
 * such as {@code /apis/networking.istio.io/v1/namespaces/default/destination-rule/reviews}
 * (istio/istio pilot/pkg/networking/util/util.go).
 */
final class Owner {

  private Owner() {}

  /** {@code name.namespace}, or an empty text. */
  static String of(JsonNode resource) {
    var path =
        resource.path("metadata").path("filter_metadata").path("istio").path("config").asString("");
    var parts = path.split("/");
    return parts.length == 8 ? parts[7] + "." + parts[5] : "";
  }
}
