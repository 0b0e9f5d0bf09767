// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.lateen.base.hash.Version;
import io.lateen.proto.difference.Part;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.route.EncodedHosts;
import org.jspecify.annotations.Nullable;

/**
 * One Envoy resource, ready to be sent.
 *
 * @param name unique among the resources of its type that one proxy gets
 * @param version 32 hexadecimal digits: hash of the bytes, or of the hashes of the parts that they
 *     are made of; equal on every replica
 * @param content the value of the {@code Any}, that is the serialized message
 * @param provenance which objects made it
 * @param hosts what a route configuration is put together of
 */
public record EncodedResource(
    String name, String version, Part content, Provenance provenance, EncodedHosts hosts) {

  /** Encodes deterministically. */
  public static EncodedResource of(String name, Message message, Provenance provenance) {
    return of(name, Packed.bytes(message), provenance);
  }

  /** Of a message that is encoded deterministically. */
  public static EncodedResource of(String name, ByteString bytes, Provenance provenance) {
    var version = Version.of(bytes.asReadOnlyByteBuffer()).hex();
    return new EncodedResource(name, version, Part.of(bytes), provenance, EncodedHosts.NONE);
  }

  /** Of a route configuration that is put together of its parts. */
  public static EncodedResource of(String name, EncodedHosts hosts, Provenance provenance) {
    return new EncodedResource(name, hosts.version(), hosts.whole(), provenance, hosts);
  }

  /** The serialized message. */
  public ByteString bytes() {
    return content.bytes();
  }

  /** By the version, which stands for the bytes. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof EncodedResource resource
            && version.equals(resource.version)
            && name.equals(resource.name)
            && provenance.equals(resource.provenance));
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }
}
