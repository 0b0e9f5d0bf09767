// SPDX-License-Identifier: Apache-2.0
package io.lateen.base;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map in one array, sorted by the keys' own order: the labels of a hundred thousand
 * pods take a third of what trees of nodes take. Safe on any thread.
 */
final class FlatMap<K extends Comparable<K>, V> extends AbstractMap<K, V>
    implements SortedMap<K, V> {

  /** Among so many keys the very object is looked for before keys are compared. */
  private static final int LOOKED_AT = 8;

  /** Each key and behind it its value. */
  private final Object[] pairs;

  private FlatMap(Object[] pairs) {
    this.pairs = pairs;
  }

  /** A copy of {@code map}; itself when it is one already. */
  static <K extends Comparable<K>, V> FlatMap<K, V> of(Map<K, V> map) {
    if (map instanceof FlatMap<K, V> flat) {
      return flat;
    }
    var isSorted = map instanceof SortedMap<K, V> sorted && sorted.comparator() == null;
    var entries = isSorted ? map.entrySet() : inOrder(map);
    var pairs = new Object[2 * entries.size()];
    var at = 0;
    for (var entry : entries) {
      pairs[at++] = entry.getKey();
      pairs[at++] = entry.getValue();
    }
    return new FlatMap<>(pairs);
  }

  private static <K extends Comparable<K>, V> Collection<Map.Entry<K, V>> inOrder(Map<K, V> map) {
    var entries = new ArrayList<>(map.entrySet());
    entries.sort(Map.Entry.comparingByKey());
    return entries;
  }

  /** This map with {@code key} set to {@code value}; this very object when it is that object. */
  FlatMap<K, V> with(K key, V value) {
    var index = find(key);
    if (index < 0) {
      var more = new Object[pairs.length + 2];
      var at = 2 * (-1 - index);
      System.arraycopy(pairs, 0, more, 0, at);
      more[at] = key;
      more[at + 1] = value;
      System.arraycopy(pairs, at, more, at + 2, pairs.length - at);
      return new FlatMap<>(more);
    }
    if (value(index) == value) {
      return this;
    }
    var changed = pairs.clone();
    changed[2 * index + 1] = value;
    return new FlatMap<>(changed);
  }

  /** A map of the same keys. */
  <W> FlatMap<K, W> mapped(BiFunction<? super K, ? super V, ? extends W> each) {
    var mapped = pairs.clone();
    for (var index = 0; index < size(); index++) {
      mapped[2 * index + 1] = each.apply(key(index), value(index));
    }
    return new FlatMap<>(mapped);
  }

  @SuppressWarnings("unchecked") // Only keys are put at even places.
  private K key(int index) {
    return (K) pairs[2 * index];
  }

  @SuppressWarnings("unchecked") // Only values are put at odd places.
  private V value(int index) {
    return (V) pairs[2 * index + 1];
  }

  /** Where the key is; where it would be, negated and less one, when it is not there. */
  @SuppressWarnings("unchecked") // Keys of another class fail, as in any sorted map.
  private int find(@Nullable Object wanted) {
    var key = (K) Objects.requireNonNull(wanted);
    for (int index = 0; index < Math.min(size(), LOOKED_AT); index++) {
      if (key(index) == key) {
        return index;
      }
    }
    var low = 0;
    var high = size() - 1;
    while (low <= high) {
      var middle = (low + high) >>> 1;
      var order = key(middle).compareTo(key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  @Override
  public int size() {
    return pairs.length / 2;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return find(key) >= 0;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    var index = find(key);
    return index < 0 ? null : value(index);
  }

  @Override
  public @Nullable V getOrDefault(@Nullable Object key, @Nullable V otherwise) {
    var index = find(key);
    return index < 0 ? otherwise : value(index);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    for (var index = 0; index < size(); index++) {
      action.accept(key(index), value(index));
    }
  }

  @Override
  public Collection<V> values() {
    return new AbstractCollection<>() {
      @Override
      public int size() {
        return FlatMap.this.size();
      }

      @Override
      public Iterator<V> iterator() {
        return new Places<>(size(), FlatMap.this::value);
      }
    };
  }

  /** As of every map, without an object for each entry. */
  @Override
  public int hashCode() {
    var sum = 0;
    for (var index = 0; index < size(); index++) {
      sum += key(index).hashCode() ^ Objects.hashCode(value(index));
    }
    return sum;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FlatMap<?, ?> flat
        ? this == flat || Arrays.equals(pairs, flat.pairs)
        : super.equals(other);
  }

  @Override
  public @Nullable Comparator<? super K> comparator() {
    return null;
  }

  @Override
  public SortedMap<K, V> subMap(K from, K to) {
    if (from.compareTo(to) > 0) {
      throw new IllegalArgumentException("the range ends before it begins");
    }
    return range(place(from), place(to));
  }

  @Override
  public SortedMap<K, V> headMap(K to) {
    return range(0, place(to));
  }

  @Override
  public SortedMap<K, V> tailMap(K from) {
    return range(place(from), size());
  }

  private int place(K key) {
    var index = find(key);
    return index < 0 ? -1 - index : index;
  }

  private SortedMap<K, V> range(int from, int to) {
    return new FlatMap<>(Arrays.copyOfRange(pairs, 2 * from, 2 * to));
  }

  @Override
  public K firstKey() {
    return keyThatIsThere(0);
  }

  @Override
  public K lastKey() {
    return keyThatIsThere(size() - 1);
  }

  private K keyThatIsThere(int index) {
    if (isEmpty()) {
      throw new NoSuchElementException("the map is empty");
    }
    return key(index);
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new Elements<>(index -> new SimpleImmutableEntry<>(key(index), value(index)));
  }

  @Override
  public Set<K> keySet() {
    return new Elements<>(this::key) {
      @Override
      public boolean contains(@Nullable Object key) {
        return containsKey(key);
      }
    };
  }

  /** What the map has at each of its places. */
  private class Elements<E> extends AbstractSet<E> {

    private final IntFunction<E> at;

    Elements(IntFunction<E> at) {
      this.at = at;
    }

    @Override
    public int size() {
      return FlatMap.this.size();
    }

    @Override
    public Iterator<E> iterator() {
      return new Places<>(size(), at);
    }
  }

  /** What there is at one place after the other. */
  private static final class Places<E> implements Iterator<E> {

    private final int size;
    private final IntFunction<E> at;
    private int next;

    Places(int size, IntFunction<E> at) {
      this.size = size;
      this.at = at;
    }

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public E next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the map has no further element");
      }
      return at.apply(next++);
    }
  }
}
