// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import io.lateen.mesh.access.AccessRequest.Connection;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;

/** Sends sequences to listeners and reads what becomes of them. */
record Caller(Identities identities, int port) {

  /** The connection ended without an answer. */
  static final int NONE = 0;

  /** Bytes came back. */
  static final int ECHOED = 200;

  /** For each answer. On a busy machine some take seconds, and a late answer is not none. */
  private static final int PATIENCE_MILLIS = 20_000;

  private static final int SOME_PORT = 40_000;

  /**
   * So many requests are sent ahead. Envoy ends a connection on which two answers wait when a third
   * request comes (source/common/http/http1/codec_impl.cc, kMaxOutboundResponses), and a handshake
   * costs more than twenty requests.
   */
  private static final int AT_ONCE = 2;

  private static final String LENGTH = "content-length:";
  private static final int STATUS_DIGITS = 3;
  private static final int DECIMAL = 10;

  /** The one that native code offers. */
  private static final String[] GROUPS = {"secp256r1"};

  /** What both sides choose anyway; a longer list only costs time. */
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  private static final String[] SUITES = {"TLS_AES_128_GCM_SHA256"};
  private static final String[] SIGNATURES = {"ecdsa_secp256r1_sha256"};

  private static final AtomicLong CONNECTIONS = new AtomicLong();
  private static final byte[] NO_HTTP = "\0hello\r\n".getBytes(StandardCharsets.US_ASCII);

  /**
   * A status for each request. Where a connection ends without any, {@link #NONE} is the last: what
   * else would have been sent over it would fare alike.
   */
  List<Integer> answers(String address, RandomRequests.Sequence sequence) {
    var answers = new ArrayList<Integer>();
    int wanted = Math.max(1, sequence.requests().size());
    while (answers.size() < wanted) {
      int before = answers.size();
      try (var plain = connect(address, sequence)) {
        talk(plain, sequence, answers);
      } catch (SocketTimeoutException e) {
        throw new UncheckedIOException("no answer, and the connection is still open", e);
      } catch (IOException e) {
        // The connection is over; what was answered before counts.
      }
      if (answers.size() == before) {
        answers.add(NONE);
        return answers;
      }
    }
    return answers;
  }

  private Socket connect(String address, RandomRequests.Sequence sequence) throws IOException {
    var socket = new BufferedSocket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.bind(new InetSocketAddress(sequence.connection().sourceAddress(), 0));
    socket.connect(new InetSocketAddress(address, port));
    var line =
        "PROXY TCP4 %s %s %d %d\r\n"
            .formatted(
                sequence.remote(),
                sequence.connection().destinationAddress(),
                SOME_PORT,
                sequence.connection().port());
    socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private void talk(Socket plain, RandomRequests.Sequence sequence, List<Integer> answers)
      throws IOException {
    var connection = sequence.connection();
    boolean http = !sequence.requests().isEmpty();
    var socket = connection.mutualTls() ? encrypted(plain, connection, http) : plain;
    if (!http) {
      socket.getOutputStream().write(NO_HTTP);
      answers.add(socket.getInputStream().read() < 0 ? NONE : ECHOED);
      return;
    }
    var left = sequence.requests().subList(answers.size(), sequence.requests().size());
    var in = new BufferedInputStream(socket.getInputStream());
    boolean goesOn = true;
    for (int begin = 0; goesOn && begin < left.size(); begin += AT_ONCE) {
      var batch = left.subList(begin, Math.min(left.size(), begin + AT_ONCE));
      var text = new StringBuilder();
      batch.forEach(sent -> append(text, sent));
      socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      for (int i = 0; goesOn && i < batch.size(); i++) {
        goesOn = answer(in, batch.get(i).http().method().equals("HEAD"), answers);
      }
    }
  }

  private SSLSocket encrypted(Socket plain, Connection connection, boolean http)
      throws IOException {
    var factory = identities.as(connection.identity()).getSocketFactory();
    // A session that is resumed would bring along the server's name that it was made with.
    var unique = "caller-" + CONNECTIONS.incrementAndGet() + ".invalid";
    var socket = (SSLSocket) factory.createSocket(plain, unique, port, false);
    var parameters = socket.getSSLParameters();
    parameters.setServerNames(
        connection.serverName().isEmpty()
            ? List.of()
            : List.of(new SNIHostName(connection.serverName())));
    parameters.setApplicationProtocols(
        http ? new String[] {"istio-http/1.1"} : new String[] {"istio"});
    parameters.setNamedGroups(GROUPS);
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(SUITES);
    parameters.setSignatureSchemes(SIGNATURES);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static void append(StringBuilder text, RandomRequests.Sent sent) {
    var http = sent.http();
    text.append(http.method()).append(' ').append(http.path()).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(http.host()).append("\r\n");
    http.headers()
        .forEach(
            (name, values) ->
                values.forEach(v -> text.append(name).append(": ").append(v).append("\r\n")));
    if (!sent.forwarded().isEmpty()) {
      text.append("X-Forwarded-For: ").append(String.join(", ", sent.forwarded())).append("\r\n");
    }
    if (!sent.token().isEmpty()) {
      text.append("Authorization: Bearer ").append(sent.token()).append("\r\n");
    }
    text.append("Content-Length: 0\r\n\r\n");
  }

  /** Reads one; false when it is the last of its connection. */
  private static boolean answer(InputStream in, boolean headOnly, List<Integer> answers)
      throws IOException {
    var first = line(in);
    int begin = first.indexOf(' ') + 1;
    int status = Integer.parseInt(first, begin, begin + STATUS_DIGITS, DECIMAL);
    int length = 0;
    boolean last = false;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
      last |= header.equalsIgnoreCase("connection: close");
    }
    answers.add(status);
    if (!headOnly) {
      in.skipNBytes(length);
    }
    return !last;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
