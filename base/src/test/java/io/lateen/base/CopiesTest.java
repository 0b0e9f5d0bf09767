// SPDX-License-Identifier: Apache-2.0
package io.lateen.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CopiesTest {

  private static final long SEED = Long.getLong("lateen.seed", System.nanoTime());

  @Test
  void areWhatATreeMapIs() {
    var random = new Random(SEED);
    for (var i = 0; i < 300; i++) {
      var map = new HashMap<String, Integer>();
      for (var size = random.nextInt(9); size > 0; size--) {
        map.put("k" + random.nextInt(12), random.nextInt());
      }
      isAs(new TreeMap<>(map), Copies.sorted(map));
      var from = "k" + random.nextInt(12);
      var tree = new TreeMap<>(map);
      isAs(tree.headMap(from), Copies.sorted(map).headMap(from));
      isAs(tree.tailMap(from), Copies.sorted(map).tailMap(from));
      isAs(tree.subMap("k1", "k5"), Copies.sorted(map).subMap("k1", "k5"));
    }
  }

  @Test
  void areChangedAsATreeMapIs() {
    var random = new Random(SEED);
    for (var i = 0; i < 300; i++) {
      var map = new TreeMap<String, Integer>();
      for (var size = random.nextInt(9); size > 0; size--) {
        map.put("k" + random.nextInt(12), random.nextInt());
      }
      var copy = Copies.sorted(map);
      var key = "k" + random.nextInt(12);
      var changed = new TreeMap<>(map);
      changed.put(key, i);
      isAs(changed, Copies.with(copy, key, i));
      changed.replaceAll((name, value) -> value + name.hashCode());
      isAs(
          changed,
          Copies.mapped(Copies.with(map, key, i), (name, value) -> value + name.hashCode()));
      isAs(map, copy);
    }
  }

  private static void isAs(SortedMap<String, Integer> wanted, SortedMap<String, Integer> copy) {
    assertThat(copy).as("seed %d", SEED).isEqualTo(wanted).hasSameHashCodeAs(wanted);
    assertThat(wanted).isEqualTo(copy);
    assertThat(copy.comparator()).isNull();
    assertThat(List.copyOf(copy.keySet())).isEqualTo(List.copyOf(wanted.keySet()));
    assertThat(List.copyOf(copy.values())).isEqualTo(List.copyOf(wanted.values()));
    assertThat(List.copyOf(copy.entrySet())).isEqualTo(List.copyOf(wanted.entrySet()));
    for (var number = 0; number < 14; number++) {
      var key = "k" + number;
      assertThat(copy.get(key)).isEqualTo(wanted.get(key));
      assertThat(copy.getOrDefault(key, -1)).isEqualTo(wanted.getOrDefault(key, -1));
      assertThat(copy.containsKey(key)).isEqualTo(wanted.containsKey(key));
      assertThat(copy.keySet().contains(key)).isEqualTo(wanted.containsKey(key));
    }
    var seen = new TreeMap<String, Integer>();
    copy.forEach(seen::put);
    assertThat(seen).isEqualTo(wanted);
    if (!wanted.isEmpty()) {
      assertThat(copy.firstKey()).isEqualTo(wanted.firstKey());
      assertThat(copy.lastKey()).isEqualTo(wanted.lastKey());
    }
  }

  @Test
  void areSortedByTheKeysOwnOrder() {
    var backwards = new TreeMap<String, Integer>(Comparator.reverseOrder());
    backwards.putAll(Map.of("a", 1, "b", 2, "c", 3));
    assertThat(Copies.sorted(backwards).keySet()).containsExactly("a", "b", "c");
  }

  @Test
  void areNotCopiedAgain() {
    var copy = Copies.sorted(Map.of("b", 1, "a", 2));
    assertThat(Copies.sorted(copy)).isSameAs(copy);
  }

  @Test
  void doNotChange() {
    var source = new HashMap<>(Map.of("a", 1));
    var copy = Copies.sorted(source);
    source.put("b", 2);
    assertThat(copy).containsExactly(Map.entry("a", 1));
    assertThatThrownBy(() -> copy.put("c", 3)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> copy.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    var entry = copy.entrySet().iterator().next();
    assertThatThrownBy(() -> entry.setValue(2)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void refuseWhatSortedMapsRefuse() {
    var copy = Copies.sorted(Map.of("b", 1));
    assertThatThrownBy(() -> copy.subMap("c", "a")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> copy.tailMap("c").firstKey())
        .isInstanceOf(NoSuchElementException.class);
    var end = copy.keySet().iterator();
    end.next();
    assertThatThrownBy(end::next).isInstanceOf(NoSuchElementException.class);
  }
}
