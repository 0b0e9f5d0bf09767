// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an HTTP request asks for.
 *
 * @param host authority, with its port if it names one
 * @param path path and query as the client wrote them
 * @param headers values by name; names in lower case
 * @param token the bearer token; empty when there is none
 */
public record HttpRequest(
    String method,
    String host,
    String path,
    Map<String, List<String>> headers,
    Optional<Token> token) {

  /**
   * Headers of which Envoy keeps one entry (envoy/http/header_map.h and what extensions register);
   * found by asking Envoy 1.40.
   */
  private static final Set<String> JOINED =
      Set.of(
          "accept",
          "accept-encoding",
          "access-control-request-headers",
          "access-control-request-method",
          "authorization",
          "cache-control",
          "content-encoding",
          "content-type",
          "expect",
          "grpc-accept-encoding",
          "grpc-timeout",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "origin",
          "pragma",
          "referer",
          "user-agent",
          "via",
          "x-client-trace-id",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-request-id");

  public HttpRequest {
    headers = new TreeMap<>(headers);
  }

  /**
   * A header's values, as rules see them: each by itself, or joined by commas where Envoy joins
   * them as it reads the request.
   */
  List<String> header(String name) {
    var values = headers.getOrDefault(name, List.of());
    if (values.isEmpty() || !JOINED.contains(name)) {
      return values;
    }
    var written = values.stream().filter(value -> !value.isEmpty()).toList();
    return List.of(String.join(",", written));
  }
}
