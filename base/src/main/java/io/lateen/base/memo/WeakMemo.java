// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.memo;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Results by what they were made from, as long as somebody uses them: its bound is what its users
 * hold, and what the garbage collector has not looked at since. Safe for several threads; a result
 * that two want at once may be made twice, but only one of them is kept.
 *
 * @param <K> must not lead to a result, or it would be kept for ever
 */
public final class WeakMemo<K, V> {

  private final ConcurrentMap<K, Kept<K, V>> kept = new ConcurrentHashMap<>();
  private final ReferenceQueue<V> unused = new ReferenceQueue<>();

  private static final class Kept<K, V> extends WeakReference<V> {

    private final K key;

    Kept(K key, V value, ReferenceQueue<V> unused) {
      super(value, unused);
      this.key = key;
    }
  }

  /** The result for the key, made when nobody uses one. */
  public V get(K key, Function<? super K, ? extends V> make) {
    var known = used(kept.get(key));
    return known == null ? keep(key, make.apply(key)) : known;
  }

  private V keep(K key, V made) {
    forgetUnused();
    var mine = new Kept<>(key, made, unused);
    var first = kept.merge(key, mine, (other, own) -> other.get() == null ? own : other);
    var result = used(first);
    return result == null ? made : result;
  }

  private @Nullable V used(@Nullable Kept<K, V> entry) {
    return entry == null ? null : entry.get();
  }

  private void forgetUnused() {
    for (var entry = unused.poll(); entry != null; entry = unused.poll()) {
      if (entry instanceof Kept<?, ?> gone) {
        kept.remove(gone.key, gone);
      }
    }
  }

  /** How many results are kept now. */
  public int size() {
    forgetUnused();
    return kept.size();
  }
}
