// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.evaluator;

import io.lateen.translate.evaluate.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;

/**
 * Makes calls for real: PROXY header, TLS, then HTTP/1.1, HTTP/2 or bytes that are neither. Any
 * thread.
 */
final class TrialCaller {

  /** Longest wait for bytes; an Envoy on the same machine answers in milliseconds. */
  private static final int PATIENCE_MS = 5_000;

  /** A name as written: the JDK's own class refuses the underscores of the mesh's names. */
  private static final class ServerName extends SNIServerName {
    private ServerName(String name) {
      super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static final byte[] NO_HTTP = {0, 1, 2, 3, 0, 0, 0, 0, 13, 10, 13, 10};
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int SETTINGS = 4;
  private static final int HEADERS = 1;
  private static final int END_OF_HEADERS_AND_STREAM = 5;

  private final TrialCertificates certificates;
  private final Set<Integer> used = ConcurrentHashMap.newKeySet();

  TrialCaller(TrialCertificates certificates) {
    this.certificates = certificates;
  }

  /** Calls and waits until the other side is done; returns the local port of the connection. */
  int call(int door, Call call) throws IOException, GeneralSecurityException {
    try (var socket = unused()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      var greeting =
          "PROXY %s %s %s %d %d\r\n"
              .formatted(
                  call.address().indexOf(':') < 0 ? "TCP4" : "TCP6",
                  call.source().address(),
                  call.address(),
                  call.source().port(),
                  call.port());
      socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
      try {
        talk(socket, call);
      } catch (IOException e) {
        // The Envoy closed: what it thinks of the call is in its log.
      }
      return socket.getLocalPort();
    }
  }

  /** A socket with a port that no earlier call had: the log tells calls apart by it. */
  private Socket unused() throws IOException {
    var refused = new ArrayList<Socket>();
    try {
      while (true) {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        if (used.add(socket.getLocalPort())) {
          return socket;
        }
        refused.add(socket);
      }
    } finally {
      for (var socket : refused) {
        socket.close();
      }
    }
  }

  private void talk(Socket plain, Call call) throws IOException, GeneralSecurityException {
    var socket = call.security().tls() == Call.Tls.PLAINTEXT ? plain : encrypted(plain, call);
    socket
        .getOutputStream()
        .write(
            switch (call.protocol()) {
              case HTTP -> http1(call);
              case HTTP2 -> http2(call);
              case TCP -> NO_HTTP;
            });
    socket.getOutputStream().flush();
    var answer = socket.getInputStream();
    if (call.protocol() == Call.Protocol.HTTP2) {
      awaitHeaders(answer);
    } else {
      answer.readAllBytes();
    }
  }

  private SSLSocket encrypted(Socket plain, Call call)
      throws IOException, GeneralSecurityException {
    var factory = certificates.context(call.security().tls() == Call.Tls.MTLS).getSocketFactory();
    var socket = (SSLSocket) factory.createSocket(plain, "unused.test", call.port(), false);
    var parameters = socket.getSSLParameters();
    var sni = call.security().sni();
    parameters.setServerNames(sni.isEmpty() ? List.of() : List.of(new ServerName(sni)));
    parameters.setApplicationProtocols(call.security().alpn().toArray(String[]::new));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static byte[] http1(Call call) {
    var request = call.request();
    var text = new StringBuilder(request.method()).append(' ').append(request.path());
    text.append(" HTTP/1.1\r\nHost: ").append(request.host()).append("\r\nConnection: close\r\n");
    request
        .headers()
        .forEach(
            (name, values) ->
                values.forEach(v -> text.append(name).append(": ").append(v).append("\r\n")));
    return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** One request as frames; header fields are literals without index (RFC 7541 §6.2.2). */
  private static byte[] http2(Call call) throws IOException {
    var block = new ByteArrayOutputStream();
    var request = call.request();
    boolean encrypted = call.security().tls() != Call.Tls.PLAINTEXT;
    field(block, ":method", request.method());
    field(block, ":scheme", encrypted ? "https" : "http");
    field(block, ":path", request.path());
    if (!request.host().isEmpty()) {
      field(block, ":authority", request.host());
    }
    for (var header : request.headers().entrySet()) {
      for (var value : header.getValue()) {
        field(block, header.getKey(), value);
      }
    }
    var out = new ByteArrayOutputStream();
    out.write(PREFACE);
    frame(out, SETTINGS, 0, 0, new byte[0]);
    frame(out, HEADERS, END_OF_HEADERS_AND_STREAM, 1, block.toByteArray());
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    for (var text : List.of(name, value)) {
      var bytes = text.getBytes(StandardCharsets.US_ASCII);
      block.write(bytes.length);
      block.writeBytes(bytes);
    }
  }

  private static void frame(
      ByteArrayOutputStream out, int type, int flags, int stream, byte[] body) {
    out.write(body.length >> 16);
    out.write(body.length >> 8);
    out.write(body.length);
    out.write(type);
    out.write(flags);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(stream >> shift);
    }
    out.writeBytes(body);
  }

  /** Reads frames up to the answer's headers, or the end. */
  private static void awaitHeaders(java.io.InputStream in) throws IOException {
    while (true) {
      var head = in.readNBytes(9);
      if (head.length < 9) {
        return;
      }
      int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff);
      in.readNBytes(length);
      boolean ends = head[3] == HEADERS || head[3] == 7 || head[3] == 3;
      if (ends) {
        return;
      }
    }
  }
}
