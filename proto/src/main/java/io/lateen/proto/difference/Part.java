// SPDX-License-Identifier: Apache-2.0
package io.lateen.proto.difference;

import com.google.protobuf.ByteString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a resource, of one piece or put together of other parts, which versions of the resource
 * share as the same objects. Immutable, safe on any thread.
 */
public final class Part {

  /** Up to this size the sum over the bytes costs less than what is made of the sums of parts. */
  private static final int SMALL_BYTES = 16 << 10;

  private final ByteString bytes;
  private final List<Part> parts;

  /** Made when it is first asked for; two threads may make it twice, with the same content. */
  private volatile @Nullable Checksum checksum;

  private Part(ByteString bytes, List<Part> parts) {
    this.bytes = bytes;
    this.parts = parts;
  }

  /** Of one piece. */
  public static Part of(ByteString bytes) {
    return new Part(bytes, List.of());
  }

  /** One after the other; their bytes are shared, not copied. */
  public static Part of(List<Part> parts) {
    return new Part(
        ByteString.copyFrom(parts.stream().map(Part::bytes).toList()), List.copyOf(parts));
  }

  public ByteString bytes() {
    return bytes;
  }

  /** What it was put together of; empty when it is of one piece. */
  List<Part> parts() {
    return parts;
  }

  int size() {
    return bytes.size();
  }

  Checksum checksum() {
    var known = checksum;
    if (known == null) {
      known =
          parts.isEmpty() || size() <= SMALL_BYTES
              ? Checksum.of(bytes.asReadOnlyByteBufferList())
              : Checksum.ofParts(parts);
      checksum = known;
    }
    return known;
  }
}
