// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.resource;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.proto.difference.Differences;
import io.lateen.proto.difference.Part;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One encoded resource, shared by every stream that sends it. Immutable, safe on any thread; two
 * are equal when name, version and content are.
 */
public final class XdsResource {

  private static final int RESOURCE_VERSION = 1;
  private static final int RESOURCE_ANY = 2;
  private static final int RESOURCE_NAME = 3;
  private static final int ANY_TYPE_URL = 1;
  private static final int ANY_VALUE = 2;

  /** Smaller resources are sent whole, bytes. */
  static final int LEAST_BYTES = 4 << 10;

  /** A difference is sent when the whole has at least this many times its bytes. */
  private static final int WORTH = 2;

  private final String name;
  private final String version;
  private final Part content;

  /** Made at the first sending; two threads may make it twice, with the same content. */
  private volatile @Nullable Head head;

  private record Head(String typeUrl, ByteString bytes) {}

  /** Of the last one who asked; most hold the same version. */
  private volatile @Nullable Step step;

  private record Step(String base, Optional<ByteString> bytes) {}

  /**
   * A resource of one piece; an empty version is refused, for it would read as "unknown" on the
   * wire.
   *
   * @param name the name that proxies subscribe to
   * @param version a hash of the content: equal content has an equal version on every replica and
   *     after a restart, or a reconnect costs a full push; never empty
   * @param value the encoded message, without the {@code Any} around it
   */
  public XdsResource(String name, String version, ByteString value) {
    this(name, version, Part.of(value));
  }

  /**
   * A resource that may be put together of parts, which other versions share as the same objects.
   *
   * @param content the encoded message
   */
  public XdsResource(String name, String version, Part content) {
    if (version.isEmpty()) {
      throw new IllegalArgumentException("resource without a version: " + name);
    }
    this.name = name;
    this.version = version;
    this.content = content;
  }

  public String name() {
    return name;
  }

  public String version() {
    return version;
  }

  public ByteString value() {
    return content.bytes();
  }

  /**
   * What stands before the value in an {@code envoy.service.discovery.v3.Resource}: name, version
   * and the beginning of its {@code Any}. Encoded once for all streams.
   *
   * @param typeUrl of the value; a resource has one type
   */
  public ByteString head(String typeUrl) {
    var known = head;
    if (known == null || !known.typeUrl().equals(typeUrl)) {
      known = new Head(typeUrl, encodeHead(typeUrl));
      head = known;
    }
    return known.bytes();
  }

  /**
   * An {@code envoy.service.discovery.v3.Resource} that says how this one differs from another
   * version, encoded once for all streams; empty when the whole is not much more.
   *
   * @param base what the client holds, with its content
   */
  public Optional<ByteString> since(XdsResource base) {
    if (value().size() < LEAST_BYTES || base.value().isEmpty()) {
      return Optional.empty();
    }
    var known = step;
    return known != null && known.base().equals(base.version) ? known.bytes() : stepOf(base);
  }

  /** One makes it and the others wait: it takes less than a millisecond. */
  private synchronized Optional<ByteString> stepOf(XdsResource base) {
    var known = step;
    if (known == null || !known.base().equals(base.version)) {
      known = new Step(base.version, encodeStep(base));
      step = known;
    }
    return known.bytes();
  }

  private Optional<ByteString> encodeStep(XdsResource base) {
    var difference = Differences.between(base.version, base.content, content);
    if (difference.getSerializedSize() > value().size() / WORTH) {
      return Optional.empty();
    }
    return Optional.of(
        Resource.newBuilder()
            .setName(name)
            .setVersion(version)
            .setResource(
                Any.newBuilder()
                    .setTypeUrl(Differences.TYPE_URL)
                    .setValue(difference.toByteString()))
            .build()
            .toByteString());
  }

  private ByteString encodeHead(String typeUrl) {
    int any =
        CodedOutputStream.computeStringSize(ANY_TYPE_URL, typeUrl)
            + CodedOutputStream.computeBytesSize(ANY_VALUE, value());
    var bytes = ByteString.newOutput();
    var out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeString(RESOURCE_NAME, name);
      out.writeString(RESOURCE_VERSION, version);
      out.writeTag(RESOURCE_ANY, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(any);
      out.writeString(ANY_TYPE_URL, typeUrl);
      out.writeTag(ANY_VALUE, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(value().size());
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof XdsResource resource
            && name.equals(resource.name)
            && version.equals(resource.version)
            && value().equals(resource.value()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, version);
  }

  /** The name, version and size; not the content, which may be private to a tenant. */
  @Override
  public String toString() {
    return name + "@" + version + " (" + value().size() + " bytes)";
  }
}
