// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.map;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map sorted by key. A map made from another one shares all entries with it but those
 * on the way to the change, and {@link #changed} finds what differs between two such maps without
 * looking at what they share. Balanced by size (Adams, "Functional Pearls: Efficient sets", 1993),
 * so that no choice of keys makes it slow. Values are compared by identity first, then with {@code
 * equals}. Methods that change a {@code Map} are refused.
 */
public final class DiffMap<K extends Comparable<? super K>, V> extends AbstractMap<K, V> {

  private static final DiffMap<?, ?> EMPTY = new DiffMap<>(null);

  private final @Nullable Branch<K, V> root;

  private DiffMap(@Nullable Branch<K, V> root) {
    this.root = root;
  }

  /** The map without entries. */
  @SuppressWarnings("unchecked") // it holds nothing
  public static <K extends Comparable<? super K>, V> DiffMap<K, V> empty() {
    return (DiffMap<K, V>) EMPTY;
  }

  /** The entries of {@code map}; the very object when it is such a map. */
  @SuppressWarnings("unchecked") // an immutable map of these types
  public static <K extends Comparable<? super K>, V> DiffMap<K, V> copyOf(Map<K, V> map) {
    if (map instanceof DiffMap<?, ?>) {
      return (DiffMap<K, V>) map;
    }
    if (map instanceof SortedMap<K, V> sorted && sorted.comparator() == null) {
      var root = Branch.of(List.copyOf(sorted.entrySet()), 0, sorted.size());
      return root == null ? empty() : new DiffMap<>(root);
    }
    DiffMap<K, V> copy = empty();
    for (var entry : map.entrySet()) {
      copy = copy.plus(entry.getKey(), entry.getValue());
    }
    return copy;
  }

  /** A map with the same keys, each value made of the one here; in the order of the keys. */
  public <W> DiffMap<K, W> mapped(Function<? super V, W> each) {
    var values = Branch.mapped(root, each);
    return values == null ? empty() : new DiffMap<>(values);
  }

  /** This map with {@code key} set to {@code value}; this very object when it is. */
  public DiffMap<K, V> plus(K key, V value) {
    var changed = Branch.plus(root, key, value);
    return changed == root ? this : new DiffMap<>(changed);
  }

  /** This map without {@code key}; this very object when it has no such entry. */
  public DiffMap<K, V> minus(K key) {
    if (!containsKey(key)) {
      return this;
    }
    var rest = Branch.minus(root, key);
    return rest == null ? empty() : new DiffMap<>(rest);
  }

  /** This map with {@code key} set to {@code value}, or without it; the very object when equal. */
  public DiffMap<K, V> with(K key, @Nullable V value) {
    if (value == null) {
      return minus(key);
    }
    return value.equals(get(key)) ? this : plus(key, value);
  }

  /**
   * This map with as much of {@code like} in it as both have in common, so that the two take little
   * more room than one; {@code like} itself when it is equal. Where they have little in common it
   * is this very object.
   */
  public DiffMap<K, V> sharing(DiffMap<K, V> like) {
    var keys = like.changed(this);
    if (keys.size() > size() / 2) {
      return this;
    }
    var shared = like;
    for (var key : keys) {
      @Nullable V value = get(key);
      shared = value == null ? shared.minus(key) : shared.plus(key, value);
    }
    return shared;
  }

  /** This map with the entries of another one, whose values count where both have a key. */
  public DiffMap<K, V> plusAll(Map<K, V> more) {
    return united(copyOf(more).root);
  }

  /** This map with these entries, in any order; of those with one key the last counts. */
  public DiffMap<K, V> plusAll(List<Map.Entry<K, V>> more) {
    var inOrder = new ArrayList<>(more);
    inOrder.sort((one, other) -> one.getKey().compareTo(other.getKey()));
    int size = 0;
    for (int i = 0; i < inOrder.size(); i++) {
      var entry = inOrder.get(i);
      if (i + 1 == inOrder.size() || entry.getKey().compareTo(inOrder.get(i + 1).getKey()) != 0) {
        inOrder.set(size++, entry);
      }
    }
    return united(Branch.of(inOrder, 0, size));
  }

  private DiffMap<K, V> united(@Nullable Branch<K, V> more) {
    var all = Branch.union(root, more);
    return all == root ? this : all == null ? empty() : new DiffMap<>(all);
  }

  /** The entries whose keys are {@code from} or behind it, in order. */
  public Iterable<Map.Entry<K, V>> from(K from) {
    return () -> new InOrder<>(root, from);
  }

  /** The last entry before {@code key}; null when there is none. */
  public Map.@Nullable Entry<K, V> before(K key) {
    return Branch.last(root, key);
  }

  /** The keys, in order, whose values in {@code other} differ, are missing or are new. */
  public List<K> changed(DiffMap<K, V> other) {
    var keys = new ArrayList<K>();
    Branch.compare(root, other.root, keys);
    return keys;
  }

  @Override
  @SuppressWarnings("unchecked") // as in every sorted map: a key of another type is refused
  public @Nullable V get(Object key) {
    var found = Branch.find(root, (K) key);
    return found == null ? null : found.getValue();
  }

  @Override
  @SuppressWarnings("unchecked") // see get
  public boolean containsKey(Object key) {
    return Branch.find(root, (K) key) != null;
  }

  @Override
  public int size() {
    return Branch.size(root);
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new Entries();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (other instanceof DiffMap<?, ?> map) {
      @SuppressWarnings("unchecked") // keys of other types are refused when they are compared
      var same = (DiffMap<K, V>) map;
      return size() == same.size() && changed(same).isEmpty();
    }
    return super.equals(other);
  }

  /** As of every map; remembered for the parts that maps share. */
  @Override
  public int hashCode() {
    return root == null ? 0 : root.sum();
  }

  private final class Entries extends AbstractSet<Map.Entry<K, V>> {

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return new InOrder<>(root);
    }

    @Override
    public int size() {
      return DiffMap.this.size();
    }
  }

  private static final class InOrder<K extends Comparable<? super K>, V>
      implements Iterator<Map.Entry<K, V>> {

    private final ArrayDeque<Branch<K, V>> open = new ArrayDeque<>();

    InOrder(@Nullable Branch<K, V> root) {
      descend(root);
    }

    InOrder(@Nullable Branch<K, V> root, K from) {
      var next = root;
      while (next != null) {
        if (from.compareTo(next.getKey()) <= 0) {
          open.push(next);
          next = next.left;
        } else {
          next = next.right;
        }
      }
    }

    private void descend(@Nullable Branch<K, V> from) {
      for (var next = from; next != null; next = next.left) {
        open.push(next);
      }
    }

    @Override
    public boolean hasNext() {
      return !open.isEmpty();
    }

    @Override
    public Map.Entry<K, V> next() {
      if (open.isEmpty()) {
        throw new NoSuchElementException();
      }
      var entry = open.pop();
      descend(entry.right);
      return entry;
    }
  }
}
