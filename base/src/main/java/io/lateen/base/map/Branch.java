// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.map;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An entry of a {@link DiffMap} with what lies before and behind it; immutable. */
final class Branch<K extends Comparable<? super K>, V> implements Map.Entry<K, V> {

  /** A side may be this many times as large as the other one. */
  private static final int MOST_UNEQUAL = 3;

  /** From here on a single rotation does not balance. */
  private static final int DOUBLE_ROTATION = 2;

  final @Nullable Branch<K, V> left;
  final @Nullable Branch<K, V> right;
  private final K key;
  private final V value;
  private final int size;

  /** Sum of the hashes of all entries; 0 when it is not known yet, which costs only time. */
  private int sum;

  private Branch(@Nullable Branch<K, V> left, K key, V value, @Nullable Branch<K, V> right) {
    this.left = left;
    this.key = key;
    this.value = value;
    this.right = right;
    this.size = size(left) + 1 + size(right);
  }

  /** The entries from one index to before another one, which are in order. */
  static <K extends Comparable<? super K>, V> @Nullable Branch<K, V> of(
      List<Map.Entry<K, V>> entries, int from, int to) {
    if (from == to) {
      return null;
    }
    int middle = (from + to) >>> 1;
    var entry = entries.get(middle);
    return new Branch<>(
        of(entries, from, middle), entry.getKey(), entry.getValue(), of(entries, middle + 1, to));
  }

  static <K extends Comparable<? super K>, V, W> @Nullable Branch<K, W> mapped(
      @Nullable Branch<K, V> from, Function<? super V, W> each) {
    if (from == null) {
      return null;
    }
    var left = mapped(from.left, each);
    W value = each.apply(from.value);
    return new Branch<>(left, from.key, value, mapped(from.right, each));
  }

  static int size(@Nullable Branch<?, ?> branch) {
    return branch == null ? 0 : branch.size;
  }

  /** Most keys that are found are the very object, and equal texts are compared to their end. */
  private static <K extends Comparable<? super K>> int order(K key, K other) {
    return key == other ? 0 : key.compareTo(other);
  }

  static <K extends Comparable<? super K>, V> @Nullable Branch<K, V> find(
      @Nullable Branch<K, V> from, K key) {
    var next = from;
    while (next != null) {
      int order = order(key, next.key);
      if (order == 0) {
        return next;
      }
      next = order < 0 ? next.left : next.right;
    }
    return null;
  }

  /** The last entry before a key. */
  static <K extends Comparable<? super K>, V> @Nullable Branch<K, V> last(
      @Nullable Branch<K, V> from, K before) {
    @Nullable Branch<K, V> found = null;
    var next = from;
    while (next != null) {
      if (order(next.key, before) < 0) {
        found = next;
        next = next.right;
      } else {
        next = next.left;
      }
    }
    return found;
  }

  /** Both; where they have the same key, the value of the second one. */
  static <K extends Comparable<? super K>, V> @Nullable Branch<K, V> union(
      @Nullable Branch<K, V> some, @Nullable Branch<K, V> more) {
    if (some == null || more == null || some == more) {
      return some == null ? more : some;
    }
    return linked(
        union(part(some, more.key, true), more.left),
        more,
        union(part(some, more.key, false), more.right));
  }

  /** The balanced tree of what lies before a key, or behind it. */
  private static <K extends Comparable<? super K>, V> @Nullable Branch<K, V> part(
      @Nullable Branch<K, V> of, K key, boolean before) {
    if (of == null) {
      return null;
    }
    int order = order(key, of.key);
    if (order == 0) {
      return before ? of.left : of.right;
    }
    if (before) {
      return order < 0 ? part(of.left, key, true) : linked(of.left, of, part(of.right, key, true));
    }
    return order > 0 ? part(of.right, key, false) : linked(part(of.left, key, false), of, of.right);
  }

  /** Trees of any sizes with an entry between them. */
  private static <K extends Comparable<? super K>, V> Branch<K, V> linked(
      @Nullable Branch<K, V> left, Branch<K, V> middle, @Nullable Branch<K, V> right) {
    if (left != null && size(left) > MOST_UNEQUAL * (size(right) + 1)) {
      return balanced(left.left, left, linked(left.right, middle, right));
    }
    if (right != null && size(right) > MOST_UNEQUAL * (size(left) + 1)) {
      return balanced(linked(left, middle, right.left), right, right.right);
    }
    return balanced(left, middle, right);
  }

  static <K extends Comparable<? super K>, V> Branch<K, V> plus(
      @Nullable Branch<K, V> to, K key, V value) {
    if (to == null) {
      return new Branch<>(null, key, value, null);
    }
    int order = order(key, to.key);
    if (order == 0) {
      return value == to.value ? to : new Branch<>(to.left, key, value, to.right);
    }
    if (order < 0) {
      var left = plus(to.left, key, value);
      return left == to.left ? to : balanced(left, to, to.right);
    }
    var right = plus(to.right, key, value);
    return right == to.right ? to : balanced(to.left, to, right);
  }

  /** Without a key that is there. */
  static <K extends Comparable<? super K>, V> @Nullable Branch<K, V> minus(
      @Nullable Branch<K, V> from, K key) {
    if (from == null) {
      return null;
    }
    int order = order(key, from.key);
    if (order < 0) {
      return balanced(minus(from.left, key), from, from.right);
    }
    return order > 0
        ? balanced(from.left, from, minus(from.right, key))
        : joined(from.left, from.right);
  }

  private static <K extends Comparable<? super K>, V> @Nullable Branch<K, V> joined(
      @Nullable Branch<K, V> left, @Nullable Branch<K, V> right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    if (left.size > right.size) {
      var last = left;
      while (last.right != null) {
        last = last.right;
      }
      return balanced(minus(left, last.key), last, right);
    }
    var first = right;
    while (first.left != null) {
      first = first.left;
    }
    return balanced(left, first, minus(right, first.key));
  }

  private static <K extends Comparable<? super K>, V> Branch<K, V> balanced(
      @Nullable Branch<K, V> left, Branch<K, V> middle, @Nullable Branch<K, V> right) {
    int before = size(left);
    int behind = size(right);
    if (before + behind > 1) {
      if (right != null && behind > MOST_UNEQUAL * before) {
        return toTheLeft(left, middle, right);
      }
      if (left != null && before > MOST_UNEQUAL * behind) {
        return toTheRight(left, middle, right);
      }
    }
    return middle.between(left, right);
  }

  private static <K extends Comparable<? super K>, V> Branch<K, V> toTheLeft(
      @Nullable Branch<K, V> left, Branch<K, V> middle, Branch<K, V> right) {
    var inner = right.left;
    return inner == null || inner.size < DOUBLE_ROTATION * size(right.right)
        ? right.between(middle.between(left, inner), right.right)
        : inner.between(middle.between(left, inner.left), right.between(inner.right, right.right));
  }

  private static <K extends Comparable<? super K>, V> Branch<K, V> toTheRight(
      Branch<K, V> left, Branch<K, V> middle, @Nullable Branch<K, V> right) {
    var inner = left.right;
    return inner == null || inner.size < DOUBLE_ROTATION * size(left.left)
        ? left.between(left.left, middle.between(inner, right))
        : inner.between(left.between(left.left, inner.left), middle.between(inner.right, right));
  }

  /** This entry between others. */
  private Branch<K, V> between(@Nullable Branch<K, V> before, @Nullable Branch<K, V> behind) {
    return before == left && behind == right ? this : new Branch<>(before, key, value, behind);
  }

  /** Adds the keys in which two maps differ, in order; what both share is passed over. */
  static <K extends Comparable<? super K>, V> void compare(
      @Nullable Branch<K, V> one, @Nullable Branch<K, V> other, List<K> into) {
    if (one == other) {
      return;
    }
    if (one == null || other == null) {
      all(one == null ? Objects.requireNonNull(other) : one, into);
      return;
    }
    var same = order(one.key, other.key) == 0 ? other : find(other, one.key);
    compare(one.left, before(other, one.key), into);
    if (same == null || (one.value != same.value && !Objects.equals(one.value, same.value))) {
      into.add(one.key);
    }
    compare(one.right, behind(other, one.key), into);
  }

  private static <K extends Comparable<? super K>, V> void all(Branch<K, V> branch, List<K> into) {
    if (branch.left != null) {
      all(branch.left, into);
    }
    into.add(branch.key);
    if (branch.right != null) {
      all(branch.right, into);
    }
  }

  /** What lies before a key; need not be balanced, for it is only looked at. */
  private static <K extends Comparable<? super K>, V> @Nullable Branch<K, V> before(
      @Nullable Branch<K, V> branch, K key) {
    if (branch == null) {
      return null;
    }
    int order = order(key, branch.key);
    if (order == 0) {
      return branch.left;
    }
    return order < 0
        ? before(branch.left, key)
        : branch.between(branch.left, before(branch.right, key));
  }

  private static <K extends Comparable<? super K>, V> @Nullable Branch<K, V> behind(
      @Nullable Branch<K, V> branch, K key) {
    if (branch == null) {
      return null;
    }
    int order = order(key, branch.key);
    if (order == 0) {
      return branch.right;
    }
    return order > 0
        ? behind(branch.right, key)
        : branch.between(behind(branch.left, key), branch.right);
  }

  /** The hash of a map of this and all entries around it. */
  int sum() {
    int known = sum;
    if (known == 0) {
      known = hashCode() + (left == null ? 0 : left.sum()) + (right == null ? 0 : right.sum());
      sum = known;
    }
    return known;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public V getValue() {
    return value;
  }

  @Override
  public V setValue(V next) {
    throw new UnsupportedOperationException("an immutable map");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Map.Entry<?, ?> entry
        && key.equals(entry.getKey())
        && Objects.equals(value, entry.getValue());
  }

  @Override
  public int hashCode() {
    return key.hashCode() ^ Objects.hashCode(value);
  }
}
