// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Recognises TLS hellos and plaintext HTTP in the bytes of one segment. Pure. */
final class PayloadReader {

  private static final int RECORD_HANDSHAKE = 22;
  private static final int RECORD_ALERT = 21;
  private static final int RECORD_CHANGE_CIPHER = 20;
  private static final int RECORD_APPLICATION = 23;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int EXTENSION_SERVER_NAME = 0;
  private static final int EXTENSION_ALPN = 16;
  private static final int EXTENSION_SUPPORTED_VERSIONS = 43;
  private static final int MAX_LINE = 80;

  private static final List<String> HTTP =
      List.of("GET ", "HEAD ", "POST ", "PUT ", "DELETE ", "OPTIONS ", "HTTP/1.", "PRI * HTTP/2");

  private PayloadReader() {}

  static Payload read(byte[] payload) {
    if (payload.length >= 5 && payload[1] == 3) {
      switch (payload[0]) {
        case RECORD_HANDSHAKE -> {
          return handshake(ByteBuffer.wrap(payload).position(5));
        }
        case RECORD_APPLICATION -> {
          return new Payload.TlsRecord(true);
        }
        case RECORD_ALERT, RECORD_CHANGE_CIPHER -> {
          return new Payload.TlsRecord(false);
        }
        default -> {}
      }
    }
    var start =
        new String(payload, 0, Math.min(MAX_LINE, payload.length), StandardCharsets.US_ASCII);
    return HTTP.stream().anyMatch(start::startsWith)
        ? new Payload.PlainHttp(start.lines().findFirst().orElse(""))
        : new Payload.Other();
  }

  private static Payload handshake(ByteBuffer in) {
    try {
      int type = in.get();
      skip(in, 3);
      return switch (type) {
        case CLIENT_HELLO -> clientHello(in);
        case SERVER_HELLO -> serverHello(in);
        default -> new Payload.TlsRecord(false);
      };
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return new Payload.TlsRecord(false);
    }
  }

  private static Payload clientHello(ByteBuffer in) {
    skip(in, 2 + 32);
    skip(in, Byte.toUnsignedInt(in.get()));
    skip(in, Short.toUnsignedInt(in.getShort()));
    skip(in, Byte.toUnsignedInt(in.get()));
    var name = new StringBuilder();
    var applications = new ArrayList<String>();
    eachExtension(
        in,
        (type, data) -> {
          if (type == EXTENSION_SERVER_NAME) {
            skip(data, 3);
            name.append(text(data, Short.toUnsignedInt(data.getShort())));
          } else if (type == EXTENSION_ALPN) {
            skip(data, 2);
            while (data.hasRemaining()) {
              applications.add(text(data, Byte.toUnsignedInt(data.get())));
            }
          }
        });
    return new Payload.ClientHello(name.toString(), List.copyOf(applications));
  }

  /** Without the extension the version is the legacy one: TLS 1.2 or older (RFC 8446, 4.2.1). */
  private static Payload serverHello(ByteBuffer in) {
    var version = new int[] {Short.toUnsignedInt(in.getShort())};
    skip(in, 32);
    skip(in, Byte.toUnsignedInt(in.get()));
    skip(in, 2 + 1);
    eachExtension(
        in,
        (type, data) -> {
          if (type == EXTENSION_SUPPORTED_VERSIONS) {
            version[0] = Short.toUnsignedInt(data.getShort());
          }
        });
    return new Payload.ServerHello(version[0]);
  }

  private interface Extension {
    void read(int type, ByteBuffer data);
  }

  /** Extensions as far as the segment reaches; a hello may go on in the next one. */
  private static void eachExtension(ByteBuffer in, Extension extension) {
    if (in.remaining() < 2) {
      return;
    }
    skip(in, 2);
    while (in.remaining() >= 4) {
      int type = Short.toUnsignedInt(in.getShort());
      int length = Short.toUnsignedInt(in.getShort());
      if (length > in.remaining()) {
        return;
      }
      extension.read(type, in.slice(in.position(), length));
      skip(in, length);
    }
  }

  private static String text(ByteBuffer in, int length) {
    var bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static void skip(ByteBuffer in, int count) {
    in.position(in.position() + count);
  }
}
