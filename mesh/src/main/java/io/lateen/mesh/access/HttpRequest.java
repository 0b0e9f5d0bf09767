// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  public HttpRequest {
    headers = new TreeMap<>(headers);
  }

  /** A header's values as one, as RFC 9110 section 5.3 allows to join them; empty when absent. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> String.join(",", values));
  }
}
