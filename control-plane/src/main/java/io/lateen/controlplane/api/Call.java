// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One authenticated request, free of the HTTP library.
 *
 * @param segments decoded parts of the path
 * @param query first value of each parameter
 * @param contentType without parameters, lower case; empty when there is no body
 * @param caller who is asking, for audit and history
 */
record Call(
    String method,
    List<String> segments,
    Map<String, String> query,
    String contentType,
    String body,
    String caller) {

  Call {
    segments = List.copyOf(segments);
    query = Map.copyOf(query);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  boolean flag(String name) {
    return parameter(name).filter(value -> value.equals("1") || value.equals("true")).isPresent();
  }

  /** A whole number of the query, kept between 0 and {@code most}. */
  long number(String name, long otherwise, long most) {
    var text = parameter(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Math.clamp(Long.parseLong(text.get()), 0, most);
    } catch (NumberFormatException e) {
      throw new Refusal(Statuses.badRequest("the parameter " + name + " is not a number"));
    }
  }

  String path() {
    return "/" + String.join("/", segments);
  }
}
