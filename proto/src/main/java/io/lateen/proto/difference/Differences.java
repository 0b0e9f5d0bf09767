// SPDX-License-Identifier: Apache-2.0
package io.lateen.proto.difference;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Metadata;
import io.lateen.proto.xds.v1.Difference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes and resolves differences. */
public final class Differences {

  /** Type URL of a difference in the place of a resource. */
  public static final String TYPE_URL = "type.googleapis.com/lateen.xds.v1.Difference";

  /** Header of a discovery stream by which a client says what it takes besides whole resources. */
  public static final Metadata.Key<String> TAKES =
      Metadata.Key.of("lateen-takes", Metadata.ASCII_STRING_MARSHALLER);

  /** The value of {@link #TAKES} of a client that resolves differences. */
  public static final String TAKEN = "differences";

  private Differences() {}

  /**
   * What has to be said to one who holds the base. Parts that both have as the same object are
   * found wherever they stand, and those that only one of them has are looked into; of longer texts
   * that remain, the bytes that are equal at both ends.
   *
   * @param baseVersion the version of the base
   * @param base the content that the peer holds
   * @param whole the content that it is to have
   */
  public static Difference between(String baseVersion, Part base, Part whole) {
    var stretch = Stretch.between(base, whole);
    var pieces = new Pieces(base.bytes());
    pieces.copy(0, stretch.begin());
    var places = places(stretch.base(), stretch.begin());
    var fresh = new ArrayList<ByteString>();
    for (var part : stretch.whole()) {
      var place = places.get(part);
      if (place == null) {
        fresh.add(part.bytes());
      } else {
        pieces.text(ByteString.copyFrom(fresh), Math.max(place, pieces.end()));
        pieces.copy(place, part.size());
        fresh.clear();
      }
    }
    pieces.text(ByteString.copyFrom(fresh), Math.max(stretch.end(), pieces.end()));
    pieces.copy(stretch.end(), base.size() - stretch.end());
    return Difference.newBuilder()
        .setBaseVersion(baseVersion)
        .setSize(whole.size())
        .setChecksum(whole.checksum().value())
        .addAllPieces(pieces.all())
        .build();
  }

  private static Map<Part, Integer> places(List<Part> base, int begin) {
    var places = new IdentityHashMap<Part, Integer>();
    int offset = begin;
    for (var part : base) {
      if (part.size() > 0) {
        places.put(part, offset);
      }
      offset += part.size();
    }
    return places;
  }

  /**
   * The whole; empty when the difference does not belong to this base.
   *
   * @param most bytes that the whole may have
   */
  public static Optional<ByteString> resolve(Difference difference, ByteString base, int most) {
    var size = difference.getSize();
    if (size < 0 || size > most) {
      return Optional.empty();
    }
    var bytes = new byte[size];
    int at = 0;
    for (var piece : difference.getPiecesList()) {
      int offset = piece.getOffset();
      int length = piece.getLength();
      var text = piece.getText();
      if (offset < 0
          || length < 0
          || offset > base.size() - length
          || length > size - at
          || text.size() > size - at - length) {
        return Optional.empty();
      }
      base.copyTo(bytes, offset, at, length);
      text.copyTo(bytes, at + length);
      at += length + text.size();
    }
    var checksum = Checksum.of(List.of(ByteBuffer.wrap(bytes)));
    return at == size && checksum.value() == difference.getChecksum()
        ? Optional.of(UnsafeByteOperations.unsafeWrap(bytes))
        : Optional.empty();
  }
}
