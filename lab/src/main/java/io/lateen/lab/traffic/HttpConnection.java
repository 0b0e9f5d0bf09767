// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.traffic;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One connection that takes one request after the other (RFC 9112), opened in the network namespace
 * of the thread that creates it. Not thread-safe. Never retries; after an {@link IOException} it is
 * of no more use.
 */
public final class HttpConnection implements AutoCloseable {

  /** Longest head or body that is read. */
  static final int MAX_BYTES = 4 << 20;

  private final Socket socket = new Socket();
  private final InputStream in;
  private boolean reusable = true;

  /**
   * Connects.
   *
   * @param timeout for connecting and for each read
   */
  public HttpConnection(InetSocketAddress target, Duration timeout) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) timeout.toMillis());
      socket.connect(target, (int) timeout.toMillis());
      in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** One call on a connection of its own. */
  public static HttpReply once(InetSocketAddress target, HttpCall call, Duration timeout)
      throws IOException {
    try (var connection = new HttpConnection(target, timeout)) {
      return connection.send(call);
    }
  }

  /** Sends and waits for the whole answer. */
  public HttpReply send(HttpCall call) throws IOException {
    socket.getOutputStream().write(call.text().getBytes(StandardCharsets.UTF_8));
    int status;
    Map<String, String> headers;
    do {
      status = status(line());
      headers = headers();
    } while (status < 200);
    var body = call.method().equals("HEAD") || status == 204 ? "" : body(headers);
    reusable &= !"close".equalsIgnoreCase(headers.get("connection"));
    return new HttpReply(status, Map.copyOf(headers), body);
  }

  /** Whether the server left the connection open for another call. */
  public boolean reusable() {
    return reusable;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static int status(String line) throws IOException {
    if (!line.startsWith("HTTP/1.") || line.length() < 12) {
      throw new IOException("not HTTP: " + line);
    }
    try {
      return Integer.parseInt(line, 9, 12, 10);
    } catch (NumberFormatException e) {
      throw new IOException("not HTTP: " + line, e);
    }
  }

  private Map<String, String> headers() throws IOException {
    var headers = new HashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || headers.size() > 200) {
        throw new IOException("not an HTTP header: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private String body(Map<String, String> headers) throws IOException {
    var length = headers.get("content-length");
    byte[] bytes;
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      bytes = chunks();
    } else if (length != null) {
      bytes = exactly(size(length, 10));
    } else {
      reusable = false;
      bytes = in.readNBytes(MAX_BYTES);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte[] chunks() throws IOException {
    var all = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      all.write(exactly(size));
      line();
      if (all.size() > MAX_BYTES) {
        throw new IOException("the answer is too long");
      }
    }
    headers();
    return all.toByteArray();
  }

  private int chunkSize() throws IOException {
    return size(line().split(";", 2)[0].strip(), 16);
  }

  private static int size(String text, int radix) throws IOException {
    try {
      int size = Integer.parseInt(text, radix);
      if (size >= 0 && size <= MAX_BYTES) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw new IOException("not a length: " + text, e);
    }
    throw new IOException("the answer is too long: " + text);
  }

  private byte[] exactly(int size) throws IOException {
    var bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("the answer was cut off");
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed");
      }
      if (line.size() > MAX_BYTES) {
        throw new IOException("the answer is too long");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
