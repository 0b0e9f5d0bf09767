// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Calls one host again and again and counts the answers, each on a connection of its own. */
final class SteadyCaller implements AutoCloseable {

  private static final String LENGTH = "content-length:";
  private static final long PAUSE_NANOS = 2_000_000;

  private final int port;
  private final String host;
  private final Map<String, Integer> answers = new TreeMap<>();
  private final Thread thread = new Thread(this::callOn, "caller");
  private volatile boolean over;

  SteadyCaller(int port, String host) {
    this.port = port;
    this.host = host;
  }

  void begin() {
    thread.start();
  }

  private void callOn() {
    while (!over) {
      answers.merge(call(host), 1, Integer::sum);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Status and body of an answer; why there was none. */
  String call(String name) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5_000);
      var request = "GET / HTTP/1.1\r\nHost: " + name + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return answer(new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String answer(InputStream stream) throws IOException {
    var status = line(stream);
    int length = 0;
    for (var header = line(stream); !header.isEmpty(); header = line(stream)) {
      if (header.startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    var body = new String(stream.readNBytes(length), StandardCharsets.UTF_8);
    return status.substring("HTTP/1.1 ".length()).split(" ")[0] + " " + body;
  }

  private static String line(InputStream stream) throws IOException {
    var line = new StringBuilder();
    for (int next = stream.read(); next != '\n'; next = stream.read()) {
      if (next < 0) {
        throw new IOException("the connection ends within an answer");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /** How often each answer came. */
  Map<String, Integer> end() throws InterruptedException {
    over = true;
    thread.join();
    return answers;
  }

  @Override
  public void close() {
    over = true;
  }
}
