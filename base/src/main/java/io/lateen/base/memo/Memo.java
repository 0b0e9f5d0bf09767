// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.memo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Results by what they were made from, least recently used first out. Safe for several threads; a
 * result that two want at once may be made twice, but only one of them is kept.
 */
public final class Memo<K, V> {

  private final Map<K, V> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final int maximum;
  private final long maximumWeight;
  private final ToLongFunction<? super V> weight;
  private long total;

  /**
   * @param maximum most results kept, 1 and more; beyond it results are made again
   */
  public Memo(int maximum) {
    this(maximum, Long.MAX_VALUE, value -> 0);
  }

  /**
   * @param maximumWeight most that the results kept may weigh together; one that weighs more stays
   *     until the next one comes
   * @param weight of a result, in bytes for instance; always the same for one result
   */
  public Memo(int maximum, long maximumWeight, ToLongFunction<? super V> weight) {
    this.maximum = maximum;
    this.maximumWeight = maximumWeight;
    this.weight = weight;
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
      if (first == null) {
        total += weight.applyAsLong(made);
        forget();
      }
      return first == null ? made : first;
    }
  }

  private void forget() {
    var eldest = kept.values().iterator();
    while (kept.size() > maximum || (total > maximumWeight && kept.size() > 1)) {
      total -= weight.applyAsLong(eldest.next());
      eldest.remove();
    }
  }

  /** How many results are kept now, 0 to the maximum. */
  public int size() {
    synchronized (kept) {
      return kept.size();
    }
  }
}
