// SPDX-License-Identifier: Apache-2.0
package io.lateen.proto.difference;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Metadata;
import io.lateen.proto.xds.v1.Difference;
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
   * found wherever they stand; of longer texts that remain, the bytes that are equal at both ends.
   *
   * @param baseVersion the version of the base
   * @param content of the base
   * @param base the parts of the base, one after the other its content
   * @param whole the parts of the result
   */
  public static Difference between(
      String baseVersion, ByteString content, List<ByteString> base, List<ByteString> whole) {
    var pieces = new Pieces(content);
    int shorter = Math.min(base.size(), whole.size());
    int first = 0;
    int begin = 0;
    while (first < shorter && base.get(first) == whole.get(first)) {
      begin += base.get(first).size();
      first++;
    }
    int last = 0;
    int end = pieces.baseSize();
    while (last < shorter - first
        && base.get(base.size() - 1 - last) == whole.get(whole.size() - 1 - last)) {
      end -= base.get(base.size() - 1 - last).size();
      last++;
    }
    pieces.copy(0, begin);
    var places = places(base.subList(first, base.size() - last), begin);
    var fresh = new ArrayList<ByteString>();
    for (var part : whole.subList(first, whole.size() - last)) {
      var place = places.get(part);
      if (place == null) {
        fresh.add(part);
      } else {
        pieces.text(ByteString.copyFrom(fresh), Math.max(place, pieces.end()));
        pieces.copy(place, part.size());
        fresh.clear();
      }
    }
    pieces.text(ByteString.copyFrom(fresh), Math.max(end, pieces.end()));
    pieces.copy(end, pieces.baseSize() - end);
    return Difference.newBuilder()
        .setBaseVersion(baseVersion)
        .setSize(whole.stream().mapToInt(ByteString::size).sum())
        .setChecksum(checksum(whole))
        .addAllPieces(pieces.all())
        .build();
  }

  private static Map<ByteString, Integer> places(List<ByteString> base, int begin) {
    var places = new IdentityHashMap<ByteString, Integer>();
    int offset = begin;
    for (var part : base) {
      if (!part.isEmpty()) {
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
    var whole = UnsafeByteOperations.unsafeWrap(bytes);
    return at == size && checksum(List.of(whole)) == difference.getChecksum()
        ? Optional.of(whole)
        : Optional.empty();
  }

  private static int checksum(List<ByteString> parts) {
    var sum = new Checksum();
    for (var part : parts) {
      sum.add(part);
    }
    return sum.value();
  }
}
