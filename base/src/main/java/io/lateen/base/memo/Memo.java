// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.memo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Results by what they were made from, least recently used first out. Safe for several threads; a
 * result that two want at once may be made twice, but only one of them is kept.
 */
public final class Memo<K, V> {

  private final Map<K, V> kept;

  /**
   * @param maximum most results kept, 1 and more; beyond it results are made again
   */
  public Memo(int maximum) {
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > maximum;
          }
        };
  }

  /** The result for the key, made when it is not known. */
  public V get(K key, Function<? super K, ? extends V> make) {
    synchronized (kept) {
      var known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    V made = make.apply(key);
    synchronized (kept) {
      var first = kept.putIfAbsent(key, made);
      return first == null ? made : first;
    }
  }

  /** How many results are kept now, 0 to the maximum. */
  public int size() {
    synchronized (kept) {
      return kept.size();
    }
  }
}
