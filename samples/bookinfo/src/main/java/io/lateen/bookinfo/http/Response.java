// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.http;

import io.lateen.bookinfo.json.Json;
import java.util.HashMap;
import java.util.Map;

/**
 * One answer of a service.
 *
 * @param headers besides content type and length
 */
public record Response(int status, String contentType, String body, Map<String, String> headers) {

  /** JSON of {@code value}, see {@link Json#write}. */
  public static Response json(int status, Object value) {
    return new Response(status, "application/json", Json.write(value), Map.of());
  }

  public static Response html(int status, String body) {
    return new Response(status, "text/html; charset=utf-8", body, Map.of());
  }

  /** Back to {@code location}, with one more header such as a cookie. */
  public static Response redirect(String location, Map<String, String> headers) {
    var all = new HashMap<>(headers);
    all.put("Location", location);
    return new Response(302, "text/plain", "", Map.copyOf(all));
  }

  public static Response notFound(Request request) {
    return json(404, Map.of("error", "no such path: " + request.path()));
  }
}
