// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import java.util.AbstractCollection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A set of names in one array: a tenth of what a hash set of the JDK takes, which counts when
 * thousands of streams name the same ten thousand endpoints. Linear probing; removal moves the
 * followers back. Names that a client made so that they meet in one place go to a set of the JDK,
 * which compares them as trees do.
 */
final class NameSet extends AbstractCollection<String> {

  private static final int SMALLEST = 8;

  /** Far beyond what honest names need at three quarters of load. */
  private static final int LONGEST_PROBE = 1_024;

  private @Nullable String[] slots = new @Nullable String[SMALLEST];
  private int size;
  private @Nullable Set<String> crowd;

  @Override
  public boolean add(String name) {
    if (crowd != null) {
      return crowd.add(name);
    }
    int at = find(name);
    if (slots[at] != null) {
      return false;
    }
    if (((at - home(name)) & (slots.length - 1)) > LONGEST_PROBE) {
      var all = new HashSet<>(this);
      slots = new @Nullable String[SMALLEST];
      crowd = all;
      return all.add(name);
    }
    slots[at] = name;
    size++;
    if (size * 4 > slots.length * 3) {
      grow();
    }
    return true;
  }

  /** Puts equal strings in the place of those that are there. */
  void share(UnaryOperator<String> equal) {
    for (int at = 0; at < slots.length; at++) {
      var name = slots[at];
      if (name != null) {
        slots[at] = equal.apply(name);
      }
    }
  }

  private void grow() {
    var old = slots;
    slots = new @Nullable String[old.length * 2];
    for (var name : old) {
      if (name != null) {
        slots[find(name)] = name;
      }
    }
  }

  /** The slot of the name, or the free one where it belongs. */
  private int find(String name) {
    int mask = slots.length - 1;
    int at = home(name);
    for (var found = slots[at]; found != null && !found.equals(name); found = slots[at]) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private int home(String name) {
    int hash = name.hashCode() * 0x9E3779B9;
    return (hash ^ (hash >>> 16)) & (slots.length - 1);
  }

  @Override
  public boolean contains(@Nullable Object name) {
    if (crowd != null) {
      return crowd.contains(name);
    }
    return name instanceof String text && slots[find(text)] != null;
  }

  @Override
  public boolean remove(@Nullable Object name) {
    if (crowd != null) {
      return crowd.remove(name);
    }
    if (!(name instanceof String text)) {
      return false;
    }
    int hole = find(text);
    if (slots[hole] == null) {
      return false;
    }
    size--;
    close(hole);
    return true;
  }

  private void close(int from) {
    int mask = slots.length - 1;
    int hole = from;
    slots[hole] = null;
    int at = (hole + 1) & mask;
    for (var follower = slots[at]; follower != null; follower = slots[at]) {
      if (((at - home(follower)) & mask) >= ((at - hole) & mask)) {
        slots[hole] = follower;
        slots[at] = null;
        hole = at;
      }
      at = (at + 1) & mask;
    }
  }

  @Override
  public int size() {
    return crowd == null ? size : crowd.size();
  }

  /** Goes over the names in no particular order; the set must not change meanwhile. */
  @Override
  public Iterator<String> iterator() {
    if (crowd != null) {
      return crowd.iterator();
    }
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        while (next < slots.length && slots[next] == null) {
          next++;
        }
        return next < slots.length;
      }

      @Override
      public String next() {
        if (hasNext()) {
          var name = slots[next++];
          if (name != null) {
            return name;
          }
        }
        throw new NoSuchElementException();
      }
    };
  }
}
