// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as a service sees it.
 *
 * @param method upper case
 * @param path decoded, without the query
 * @param query raw, empty when absent
 * @param headers names in lower case
 * @param body at most {@link SampleServer#MAX_BODY_BYTES}
 */
public record Request(
    String method, String path, String query, Map<String, List<String>> headers, String body) {

  /** The first value of a header; {@code name} in lower case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The parts of the path without empty ones: {@code /reviews/0} gives {@code [reviews, 0]}. */
  public List<String> segments() {
    var parts = new ArrayList<String>();
    for (var part : path.split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** The first value of a query parameter. */
  public Optional<String> parameter(String name) {
    return field(query, name);
  }

  /** The first value of a field of a form body. */
  public Optional<String> formField(String name) {
    return field(body, name);
  }

  /** The value of a cookie (RFC 6265). */
  public Optional<String> cookie(String name) {
    for (var line : headers.getOrDefault("cookie", List.of())) {
      for (var pair : line.split(";", -1)) {
        var trimmed = pair.strip();
        if (trimmed.startsWith(name + "=")) {
          return Optional.of(trimmed.substring(name.length() + 1));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> field(String encoded, String name) {
    for (var pair : encoded.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        var value = pair.substring(name.length() + 1);
        return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }
}
