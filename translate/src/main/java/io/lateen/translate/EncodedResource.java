// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.lateen.base.hash.Version;
import io.lateen.translate.envoy.Packed;

/**
 * One Envoy resource, ready to be sent.
 *
 * @param name unique among the resources of its type that one proxy gets
 * @param version 32 hexadecimal digits: hash of the bytes, equal on every replica
 * @param bytes the value of the {@code Any}, that is the serialized message
 * @param provenance which objects made it
 */
public record EncodedResource(
    String name, String version, ByteString bytes, Provenance provenance) {

  /** Encodes deterministically. */
  public static EncodedResource of(String name, Message message, Provenance provenance) {
    return of(name, Packed.bytes(message), provenance);
  }

  /** Of a message that is encoded deterministically. */
  public static EncodedResource of(String name, ByteString bytes, Provenance provenance) {
    var version = Version.of(bytes.asReadOnlyByteBuffer()).hex();
    return new EncodedResource(name, version, bytes, provenance);
  }
}
