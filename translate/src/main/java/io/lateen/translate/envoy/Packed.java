// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Deterministic protobuf bytes: map entries are written in key order, so that equal messages have
 * equal bytes on every replica and after every restart (resource versions are hashes of them).
 */
public final class Packed {

  private static final String TYPE_PREFIX = "type.googleapis.com/";

  private Packed() {}

  /** The message as a {@code google.protobuf.Any}, its inner bytes deterministic. */
  public static Any any(Message message) {
    return Any.newBuilder()
        .setTypeUrl(TYPE_PREFIX + message.getDescriptorForType().getFullName())
        .setValue(bytes(message))
        .build();
  }

  /** The bytes of the message with map entries in key order. */
  public static ByteString bytes(Message message) {
    var out = ByteString.newOutput(message.getSerializedSize());
    var coded = CodedOutputStream.newInstance(out);
    coded.useDeterministicSerialization();
    try {
      message.writeTo(coded);
      coded.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteString();
  }
}
