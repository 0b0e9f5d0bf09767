// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.lateen.api.networking.HeaderOperations;
import io.lateen.api.networking.HeaderRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Changes to headers in Envoy's terms: replacements first, then additions, each sorted by name
 * (Istio: core/route/route.go TranslateHeadersOperations). Envoy does not let anyone change
 * pseudo-headers this way; the host is rewritten by the route action instead.
 *
 * @param authority new host of requests; empty to keep it
 */
record HeaderEdits(
    List<HeaderValueOption> requestAdd,
    List<String> requestRemove,
    List<HeaderValueOption> responseAdd,
    List<String> responseRemove,
    String authority) {

  static HeaderEdits of(HeaderRules rules) {
    return new HeaderEdits(
        additions(rules.request()),
        removals(rules.request()),
        additions(rules.response()),
        removals(rules.response()),
        authority(rules.request()));
  }

  private static String authority(HeaderOperations operations) {
    var set = authority(operations.set());
    return set.isEmpty() ? authority(operations.add()) : set;
  }

  private static String authority(Map<String, String> headers) {
    for (var header : headers.entrySet()) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.equals(":authority") || name.equals("host")) {
        return header.getValue();
      }
    }
    return "";
  }

  private static List<HeaderValueOption> additions(HeaderOperations operations) {
    var options = new ArrayList<HeaderValueOption>();
    operations.set().forEach((name, value) -> add(options, name, value, overwrite()));
    operations.add().forEach((name, value) -> add(options, name, value, append()));
    return options;
  }

  private static HeaderAppendAction overwrite() {
    return HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD;
  }

  private static HeaderAppendAction append() {
    return HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD;
  }

  private static void add(
      List<HeaderValueOption> options, String name, String value, HeaderAppendAction action) {
    if (isEditable(name)) {
      options.add(
          HeaderValueOption.newBuilder()
              .setHeader(HeaderValue.newBuilder().setKey(name).setValue(HeaderFormat.of(value)))
              .setAppendAction(action)
              .build());
    }
  }

  private static List<String> removals(HeaderOperations operations) {
    return operations.remove().stream().filter(HeaderEdits::isEditable).toList();
  }

  private static boolean isEditable(String name) {
    return !name.startsWith(":") && !name.equalsIgnoreCase("host");
  }
}
