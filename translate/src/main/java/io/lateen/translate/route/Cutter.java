// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.base.map.DiffMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts sorted items into pieces of neighbours. Where a piece ends depends on the name of its last
 * item alone, so an edit touches one piece or two, and all configurations and replicas cut alike,
 * whatever edits led there. Pure.
 *
 * @param zeros of how many bits of a name's hash all must be 0 where a piece ends; pieces have 2 to
 *     the power of it items on average
 * @param make the piece of some items
 */
record Cutter<V, P>(int zeros, Function<List<V>, P> make) {

  /** The name of the last piece when no item ends it; behind all names of hosts. */
  static final String END = "\uffff";

  private static final int MIX = 0x9E3779B9;

  /** When more than one of so many items differs, all pieces are made anew. */
  private static final int FEW = 16;

  private boolean isLast(String name) {
    return (name.hashCode() * MIX) >>> (Integer.SIZE - zeros) == 0;
  }

  /** All pieces, by the names of their last items. */
  DiffMap<String, P> all(DiffMap<String, V> items) {
    var pieces = new TreeMap<String, P>();
    var next = new ArrayList<V>();
    for (var item : items.entrySet()) {
      next.add(item.getValue());
      if (isLast(item.getKey())) {
        pieces.put(item.getKey(), make.apply(List.copyOf(next)));
        next.clear();
      }
    }
    if (!next.isEmpty()) {
      pieces.put(END, make.apply(List.copyOf(next)));
    }
    return DiffMap.copyOf(pieces);
  }

  /**
   * All pieces, from those of other items.
   *
   * @param before the pieces of the other items
   * @param changed the names of which the items differ
   */
  DiffMap<String, P> next(
      DiffMap<String, P> before, DiffMap<String, V> items, List<String> changed) {
    if (changed.size() > items.size() / FEW) {
      return all(items).sharing(before);
    }
    var pieces = before;
    for (var name : changed) {
      var old = before.from(name).iterator();
      pieces = old.hasNext() ? pieces.minus(old.next().getKey()) : pieces;
    }
    Set<String> made = new HashSet<>();
    for (var name : changed) {
      pieces = piece(pieces, items, name, made);
      if (isLast(name) && items.containsKey(name)) {
        pieces = pieceBehind(pieces, items, name, made);
      }
    }
    return pieces;
  }

  /** With the piece in which an item is, or would be. */
  private DiffMap<String, P> piece(
      DiffMap<String, P> pieces, DiffMap<String, V> items, String name, Set<String> made) {
    Map.@Nullable Entry<String, V> start = items.before(name);
    while (start != null && !isLast(start.getKey())) {
      start = items.before(start.getKey());
    }
    return pieceBehind(pieces, items, start == null ? "" : start.getKey(), made);
  }

  /** With the piece that begins behind an item. */
  private DiffMap<String, P> pieceBehind(
      DiffMap<String, P> pieces, DiffMap<String, V> items, String last, Set<String> made) {
    var next = new ArrayList<V>();
    var end = END;
    for (var item : items.from(last)) {
      if (item.getKey().equals(last)) {
        continue;
      }
      next.add(item.getValue());
      if (isLast(item.getKey())) {
        end = item.getKey();
        break;
      }
    }
    return next.isEmpty() || !made.add(end)
        ? pieces
        : pieces.plus(end, make.apply(List.copyOf(next)));
  }
}
