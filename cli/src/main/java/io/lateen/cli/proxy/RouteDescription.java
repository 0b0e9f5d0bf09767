// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** The path condition of a route in few characters; headers are left out, as in istioctl. */
final class RouteDescription {

  private RouteDescription() {}

  static String match(JsonNode match) {
    var words = new ArrayList<String>();
    var prefix = match.path("prefix").asString("");
    if (!prefix.isEmpty()) {
      words.add(prefix + "*");
    }
    var separated = match.path("path_separated_prefix").asString("");
    if (!separated.isEmpty()) {
      words.add(separated + "*");
    }
    var path = match.path("path").asString("");
    if (!path.isEmpty()) {
      words.add(path);
    }
    var regex = match.path("safe_regex").path("regex").asString("");
    if (!regex.isEmpty()) {
      words.add("regex " + regex);
    }
    return String.join(" ", words);
  }
}
