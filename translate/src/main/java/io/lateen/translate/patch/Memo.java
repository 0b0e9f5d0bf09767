// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Results by what they were made from, least recently used first out. Safe for several threads; a
 * result that two want at once may be made twice, but only one of them is kept.
 */
final class Memo<K, V> {

  private final Map<K, V> kept;

  Memo(int maximum) {
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > maximum;
          }
        };
  }

  V get(K key, Function<? super K, ? extends V> make) {
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
}
