// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import io.lateen.base.time.Scheduler;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Talks to the administration interface of one Envoy over its Unix socket, one connection per
 * request (HTTP/1.1 with {@code Connection: close}, RFC 9112). Blocks; for virtual threads.
 */
public final class AdminClient {

  /** Longest answer read, in bytes; a scoped configuration dump is a fraction of it. */
  static final int MAX_BODY_BYTES = 3_900_000;

  /** Longest line of an answer's head, in bytes. */
  private static final int MAX_LINE_BYTES = 8192;

  /** How long a request may take; afterwards its connection is cut. */
  static final Duration TIME_LIMIT = Duration.ofSeconds(5);

  private final Path socket;
  private final Scheduler scheduler;

  /**
   * Creates a client.
   *
   * @param socket Envoy's administration socket
   * @param scheduler cuts connections that take too long
   */
  public AdminClient(Path socket, Scheduler scheduler) {
    this.socket = socket;
    this.scheduler = scheduler;
  }

  /**
   * What Envoy answered.
   *
   * @param status HTTP status code
   * @param body the answer, not longer than the limit
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
  public record Answer(int status, byte[] body) {}

  /**
   * Reads a path.
   *
   * @throws IOException when Envoy is not there, breaks the protocol or answers too much
   */
  public Answer get(AdminPath path) throws IOException {
    return request("GET", path);
  }

  /** Asks Envoy's listeners to close gracefully. */
  public Answer drain() throws IOException {
    return request("POST", AdminPath.DRAIN);
  }

  private Answer request(String method, AdminPath path) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      var cut = scheduler.schedule(TIME_LIMIT, () -> close(channel));
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        var head =
            method
                + " "
                + path.value()
                + " HTTP/1.1\r\nhost: admin\r\nconnection: close\r\n"
                + "content-length: 0\r\n\r\n";
        channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        return read(Channels.newInputStream(channel));
      } finally {
        cut.cancel();
      }
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The reader sees the closed channel; there is nothing else to close.
    }
  }

  private static Answer read(InputStream raw) throws IOException {
    var in = new BufferedInputStream(raw);
    var statusLine = line(in).split(" ", 3);
    if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.")) {
      throw new IOException("Envoy's administration interface does not speak HTTP/1.1");
    }
    var chunked = false;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      var lower = header.toLowerCase(Locale.ROOT);
      chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
    }
    var body = chunked ? chunks(in) : bounded(in.readNBytes(MAX_BODY_BYTES + 1));
    return new Answer(number(statusLine[1], 10), body);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    for (var size = chunkSize(in); size > 0; size = chunkSize(in)) {
      if (body.size() + size > MAX_BODY_BYTES) {
        throw tooLong();
      }
      body.write(in.readNBytes(size));
      line(in);
    }
    return body.toByteArray();
  }

  private static int chunkSize(InputStream in) throws IOException {
    var line = line(in);
    var end = line.indexOf(';');
    var size = number(end < 0 ? line : line.substring(0, end), 16);
    if (size < 0 || size > MAX_BODY_BYTES) {
      throw tooLong();
    }
    return size;
  }

  private static int number(String text, int radix) throws IOException {
    try {
      return Integer.parseInt(text.strip(), radix);
    } catch (NumberFormatException e) {
      throw new IOException("Envoy's administration interface sent a bad number", e);
    }
  }

  private static byte[] bounded(byte[] body) throws IOException {
    if (body.length > MAX_BODY_BYTES) {
      throw tooLong();
    }
    return body;
  }

  private static IOException tooLong() {
    return new IOException("answer is longer than " + MAX_BODY_BYTES + " bytes; ask for less");
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() == MAX_LINE_BYTES) {
        throw new IOException("Envoy's administration interface ended in the middle of a line");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }
}
