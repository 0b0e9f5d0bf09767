// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One answer of HTTP/1.1 (RFC 9112), read within bounds.
 *
 * @param headers by name in lower case; of several with one name the last one
 */
record HttpAnswer(int status, Map<String, String> headers, String body) {

  /** Longest body, in bytes (docs/limits.md). */
  static final int MAX_BODY = 1 << 20;

  /** Longest head, in bytes (docs/limits.md). */
  static final int MAX_HEAD = 32 << 10;

  /** Reads an answer to its end; the server was asked to close the connection. */
  static HttpAnswer read(InputStream in) throws IOException, KeySetException {
    var head = new HeadReader(in);
    var status = status(head.line());
    var headers = new TreeMap<String, String>();
    for (var line = head.line(); !line.isEmpty(); line = head.line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    if (!headers.getOrDefault("content-encoding", "identity").equals("identity")) {
      throw new KeySetException("the answer is compressed, which was not asked for");
    }
    return new HttpAnswer(status, headers, body(in, head, headers));
  }

  private static int status(String line) throws KeySetException {
    if (line.matches("HTTP/1\\.[01] [1-5][0-9][0-9].*")) {
      return Integer.parseInt(line.substring(9, 12));
    }
    throw new KeySetException("the server does not speak HTTP/1.1");
  }

  private static String body(InputStream in, HeadReader head, Map<String, String> headers)
      throws IOException, KeySetException {
    var body = new ByteArrayOutputStream();
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      for (int size = chunk(head.line()); size > 0; size = chunk(head.line())) {
        copy(in, size, true, body);
        head.line();
      }
    } else if (headers.containsKey("content-length")) {
      copy(in, length(headers.get("content-length"), 10), true, body);
    } else {
      copy(in, MAX_BODY + 1, false, body);
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  private static int chunk(String line) throws KeySetException {
    int semicolon = line.indexOf(';');
    return length((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
  }

  private static int length(String text, int radix) throws KeySetException {
    try {
      int length = Integer.parseInt(text, radix);
      if (length >= 0 && length <= MAX_BODY) {
        return length;
      }
    } catch (NumberFormatException e) {
      // As bad as one that is too large.
    }
    throw tooLong();
  }

  private static KeySetException tooLong() {
    return new KeySetException("the answer is longer than " + MAX_BODY + " bytes");
  }

  private static void copy(InputStream in, int size, boolean all, ByteArrayOutputStream body)
      throws IOException, KeySetException {
    var buffer = new byte[8192];
    int left = size;
    while (left > 0) {
      int read = in.read(buffer, 0, Math.min(left, buffer.length));
      if (read < 0) {
        if (all) {
          throw new KeySetException("the answer ends too early");
        }
        return;
      }
      body.write(buffer, 0, read);
      left -= read;
      if (body.size() > MAX_BODY) {
        throw tooLong();
      }
    }
  }

  /** Reads lines, all together within the bound of the head. */
  private static final class HeadReader {
    private final InputStream in;
    private int bytes;

    HeadReader(InputStream in) {
      this.in = in;
    }

    String line() throws IOException, KeySetException {
      var line = new ByteArrayOutputStream();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        bytes++;
        if (c < 0) {
          throw new KeySetException("the answer ends too early");
        }
        if (bytes > MAX_HEAD) {
          throw new KeySetException("the head of the answer is longer than " + MAX_HEAD);
        }
        line.write(c);
      }
      return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
  }
}
