// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** A client that writes frames as it likes (RFC 9113), on a connection with a certificate. */
final class RawHttp2 implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;

  static final int END_HEADERS = 4;

  /** The error code of a peer that does too much. */
  static final int ENHANCE_YOUR_CALM = 11;

  /** The connection ended without a word. */
  static final int CUT = -1;

  private static final int PATIENCE_MILLIS = 20_000;
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final SSLSocket socket;
  private final DataInputStream in;

  RawHttp2(SSLContext tls, int port) throws IOException {
    socket =
        (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.startHandshake();
    in = new DataInputStream(socket.getInputStream());
  }

  /** Says what HTTP/2 connections begin with. */
  RawHttp2 greeted() throws IOException {
    write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0, new byte[0]);
    return this;
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    var frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) 0).putShort((short) payload.length).put((byte) type).put((byte) flags);
    frame.putInt(stream).put(payload);
    write(frame.array());
  }

  /** Headers of a call; {@code padding} characters in one of them. */
  static byte[] headers(String path, int padding) {
    var block = new ByteArrayOutputStream();
    block.write(0x83); // :method POST
    block.write(0x87); // :scheme https
    literal(block, 4, path); // :path
    literal(block, 1, "localhost"); // :authority
    literal(block, "content-type", "application/grpc");
    literal(block, "te", "trailers");
    if (padding > 0) {
      literal(block, "x-padding", "x".repeat(padding));
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, int name, String value) {
    block.write(name);
    text(block, value);
  }

  private static void literal(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    text(block, name);
    text(block, value);
  }

  /** RFC 7541, 5.1 and 5.2: a length with a prefix of seven bits. */
  private static void text(ByteArrayOutputStream block, String value) {
    int rest = value.length() - 127;
    if (rest < 0) {
      block.write(value.length());
    } else {
      block.write(127);
      while (rest >= 128) {
        block.write(rest % 128 + 128);
        rest /= 128;
      }
      block.write(rest);
    }
    block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads on to the end of the connection; the error code of GOAWAY, or {@link #CUT}. */
  int farewell() throws IOException {
    try {
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        in.readUnsignedByte();
        in.readInt();
        var payload = in.readNBytes(length);
        if (type == GOAWAY) {
          return ByteBuffer.wrap(payload).getInt(4);
        }
      }
    } catch (EOFException | SocketException | SSLException e) {
      return CUT;
    }
  }

  /** Reads on to a frame of a type on a stream; its payload. */
  byte[] await(int wantedType, int wantedStream) throws IOException {
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      in.readUnsignedByte();
      int stream = in.readInt();
      var payload = in.readNBytes(length);
      if (type == wantedType && stream == wantedStream) {
        return payload;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
