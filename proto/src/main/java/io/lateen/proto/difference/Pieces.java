// SPDX-License-Identifier: Apache-2.0
package io.lateen.proto.difference;

import com.google.protobuf.ByteString;
import io.lateen.proto.xds.v1.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The pieces of a difference while it is made; neighbours of the base become one piece. */
final class Pieces {

  /** Texts up to this size are not compared with what they replace. */
  static final int SMALL_BYTES = 4 << 10;

  private final ByteString base;
  private final List<Piece> all = new ArrayList<>();
  private int offset;
  private int length;

  Pieces(ByteString base) {
    this.base = base;
  }

  /** Where the last bytes of the base end that were taken. */
  int end() {
    return offset + length;
  }

  /** Takes bytes of the base. */
  void copy(int from, int count) {
    if (count == 0) {
      return;
    }
    if (length > 0 && from != end()) {
      flush(ByteString.EMPTY);
    }
    if (length == 0) {
      offset = from;
    }
    length += count;
  }

  /**
   * Takes bytes that stand between the last ones of the base and others.
   *
   * @param next where those begin in the base, at or behind {@link #end}
   */
  void text(ByteString text, int next) {
    if (text.isEmpty()) {
      return;
    }
    if (text.size() <= SMALL_BYTES) {
      flush(text);
      return;
    }
    int begin = end();
    var old = base.substring(begin, next).toByteArray();
    var now = text.toByteArray();
    int same = Arrays.mismatch(old, now);
    if (same < 0) {
      copy(begin, now.length);
      return;
    }
    int shorter = Math.min(old.length, now.length);
    int tail = 0;
    while (tail < shorter - same && old[old.length - 1 - tail] == now[now.length - 1 - tail]) {
      tail++;
    }
    copy(begin, same);
    var middle = text.substring(same, now.length - tail);
    if (!middle.isEmpty()) {
      flush(middle);
    }
    copy(next - tail, tail);
  }

  private void flush(ByteString text) {
    all.add(Piece.newBuilder().setOffset(offset).setLength(length).setText(text).build());
    offset = end();
    length = 0;
  }

  /** All pieces; nothing may be added afterwards. */
  List<Piece> all() {
    if (length > 0) {
      flush(ByteString.EMPTY);
    }
    return all;
  }
}
