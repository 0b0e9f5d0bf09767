// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.traffic;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request without a body.
 *
 * @param host what the Host header says, as in {@code reviews:9080}
 * @param headers besides Host
 */
public record HttpCall(String method, String host, String path, Map<String, String> headers) {

  public static HttpCall get(String host, String path) {
    return new HttpCall("GET", host, path, Map.of());
  }

  /** The same with one more header. */
  public HttpCall with(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new HttpCall(method, host, path, all);
  }

  /** The same by another method. */
  public HttpCall by(String otherMethod) {
    return new HttpCall(otherMethod, host, path, headers);
  }

  /** The bytes of HTTP/1.1, as text. */
  String text() {
    var text = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(host).append("\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    if (!method.equals("GET")) {
      text.append("Content-Length: 0\r\n");
    }
    return text.append("\r\n").toString();
  }
}
