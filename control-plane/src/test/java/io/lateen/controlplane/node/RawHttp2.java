// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.identity.tls.SpiffeTrust;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** A client that writes frames as it likes (RFC 9113), on a connection with a certificate. */
final class RawHttp2 implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_HEADERS = 4;

  /** The error code of a peer that does too much. */
  static final int ENHANCE_YOUR_CALM = 11;

  /** The connection ended without a word. */
  static final int CUT = -1;

  private static final int PATIENCE_MILLIS = 20_000;
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final SSLSocket socket;
  private final DataInputStream in;

  /** Of the connection and of each stream, for this client acknowledges no settings. */
  private static final int FIRST_WINDOW = 65_535;

  private final Map<Integer, Integer> windows = new HashMap<>(Map.of(0, FIRST_WINDOW));
  private final Set<Integer> ended = new HashSet<>();

  /** Connects with the certificate of a node. */
  static RawHttp2 node(Door door, String name) throws IOException {
    return node(door, name, "127.0.0.1");
  }

  /** Connects with the certificate of a node from an address of this machine. */
  static RawHttp2 node(Door door, String name, String from) throws IOException {
    var key = new RenewableKey();
    key.replace(door.svid(SpiffeId.node(Door.DOMAIN, name)));
    return new RawHttp2(tls(door, key), door.port(), from);
  }

  /** Connects without a certificate. */
  static RawHttp2 stranger(Door door, String from) throws IOException {
    return new RawHttp2(tls(door, new RenewableKey()), door.port(), from);
  }

  private static SSLContext tls(Door door, RenewableKey key) {
    var plane = SpiffeId.controlPlane(Door.DOMAIN);
    try {
      var tls = SSLContext.getInstance("TLSv1.3");
      tls.init(
          new KeyManager[] {key},
          new TrustManager[] {new SpiffeTrust(door.authority::bundle, plane::equals, door.clock)},
          Door.RANDOM);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private RawHttp2(SSLContext tls, int port, String from) throws IOException {
    var plain = new Socket();
    plain.bind(new InetSocketAddress(from, 0));
    plain.connect(new InetSocketAddress("127.0.0.1", port));
    socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
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

  /** Sends bytes of a message as fast as the server takes them; false when the call has ended. */
  boolean data(int stream, byte[] payload) throws IOException {
    windows.putIfAbsent(stream, FIRST_WINDOW);
    while (!ended.contains(stream)) {
      if (windows.getOrDefault(0, 0) >= payload.length
          && windows.getOrDefault(stream, 0) >= payload.length) {
        windows.merge(0, -payload.length, Integer::sum);
        windows.merge(stream, -payload.length, Integer::sum);
        frame(DATA, 0, stream, payload);
        return true;
      }
      readFrame();
    }
    return false;
  }

  private void readFrame() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    in.readUnsignedByte();
    int stream = in.readInt();
    var payload = in.readNBytes(length);
    if (type == WINDOW_UPDATE) {
      windows.merge(stream, ByteBuffer.wrap(payload).getInt(), Integer::sum);
    } else if (type == HEADERS || type == RST_STREAM) {
      ended.add(stream);
    }
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
