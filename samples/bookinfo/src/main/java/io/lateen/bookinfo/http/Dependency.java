// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Another service, called by its plain name over HTTP. Thread-safe; blocks the calling virtual
 * thread.
 *
 * @param base such as {@code http://reviews:9080}
 * @param timeout for connecting and for each read
 */
public record Dependency(URI base, Duration timeout) {

  /** Longest answer that is read. */
  static final int MAX_ANSWER_BYTES = 1 << 20;

  /**
   * What a call gave.
   *
   * @param status 0 when there was no answer
   */
  public record Answer(int status, String body) {

    public boolean succeeded() {
      return status == 200;
    }
  }

  /** GET of {@code path}; failures are answers, not exceptions. */
  public Answer get(String path, Map<String, String> headers) {
    try {
      var connection = (HttpURLConnection) base.resolve(path).toURL().openConnection();
      connection.setConnectTimeout((int) timeout.toMillis());
      connection.setReadTimeout((int) timeout.toMillis());
      headers.forEach(connection::setRequestProperty);
      int status = connection.getResponseCode();
      try (var stream = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        var body = stream == null ? new byte[0] : stream.readNBytes(MAX_ANSWER_BYTES);
        return new Answer(status, new String(body, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return new Answer(0, "");
    }
  }
}
