// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffMapTest {

  private static final int STEPS = 600;

  /** A key that counts how often it is compared. */
  private record Counted(int number, int[] comparisons) implements Comparable<Counted> {
    @Override
    public int compareTo(Counted other) {
      comparisons[0]++;
      return Integer.compare(number, other.number);
    }
  }

  @Test
  void mappedHasTheSameKeysInOrderWithTheirValues() {
    DiffMap<Integer, Integer> map = DiffMap.empty();
    for (int i = 0; i < STEPS; i++) {
      map = map.plus((i * 7919) % STEPS, i);
    }
    var asked = new ArrayList<Integer>();
    var mapped =
        map.mapped(
            value -> {
              asked.add(value);
              return "v" + value;
            });
    assertThat(mapped).hasSize(STEPS);
    map.forEach((key, value) -> assertThat(mapped.get(key)).isEqualTo("v" + value));
    assertThat(asked).containsExactlyElementsOf(map.values());
    assertThat(DiffMap.<Integer, Integer>empty().mapped(value -> "v")).isSameAs(DiffMap.empty());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void holdsWhatATreeMapHolds(long seed) {
    var random = new Random(seed);
    var expected = new TreeMap<Integer, String>();
    DiffMap<Integer, String> map = DiffMap.empty();
    for (int i = 0; i < STEPS; i++) {
      int key = random.nextInt(100);
      if (random.nextInt(3) == 0) {
        expected.remove(key);
        map = map.minus(key);
      } else {
        expected.put(key, "v" + i);
        map = map.plus(key, "v" + i);
      }
      assertThat(map).hasSize(expected.size()).isEqualTo(expected);
    }
    assertThat(new ArrayList<>(map.entrySet()))
        .as("seed %d", seed)
        .isEqualTo(new ArrayList<>(expected.entrySet()));
    assertThat(map.hashCode()).isEqualTo(expected.hashCode());
    assertThat(map.get(100)).isNull();
    assertThat(DiffMap.copyOf(expected)).isEqualTo(map).isEqualTo(expected);
    assertThat(DiffMap.copyOf(expected.descendingMap()).minus(expected.firstKey()))
        .isEqualTo(map.minus(expected.firstKey()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void findsEveryDifference(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      var one = random(DiffMap.empty(), random, 80);
      var other = random(round % 2 == 0 ? one : DiffMap.empty(), random, 1 + round);
      var keys = new TreeSet<>(one.keySet());
      keys.addAll(other.keySet());
      keys.removeIf(key -> Objects.equals(one.get(key), other.get(key)));
      assertThat(one.changed(other)).as("seed %d", seed).containsExactlyElementsOf(keys);
      assertThat(one.equals(other)).isEqualTo(keys.isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void sharesWithAnotherMapAndStaysEqual(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      var like = random(DiffMap.empty(), random, 80);
      var map = DiffMap.copyOf(new TreeMap<>(random(like, random, 1 + round)));
      var shared = map.sharing(like);
      assertThat(shared).as("seed %d", seed).isEqualTo(map);
      assertThat(shared.entrySet()).containsExactlyElementsOf(map.entrySet());
      assertThat(like.sharing(shared).isEmpty()).isEqualTo(like.isEmpty());
      var same = DiffMap.copyOf(new TreeMap<>(like));
      assertThat(same.sharing(like)).isSameAs(like);
    }
  }

  @Test
  void mapsThatShareAreComparedByTheirDifference() {
    var comparisons = new int[1];
    var one = counted(20_000, comparisons);
    var other = counted(20_000, comparisons).plus(new Counted(777, comparisons), -1);
    var shared = other.sharing(one);
    comparisons[0] = 0;
    assertThat(one.changed(shared)).hasSize(1);
    assertThat(comparisons[0]).isLessThan(300);
  }

  private static DiffMap<Counted, Integer> counted(int size, int[] comparisons) {
    var sorted = new TreeMap<Counted, Integer>();
    for (int i = 0; i < size; i++) {
      sorted.put(new Counted(i, comparisons), i);
    }
    return DiffMap.copyOf(sorted);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void takesManyEntriesAtOnce(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      var map = random(DiffMap.empty(), random, round);
      var more = new TreeMap<Integer, String>();
      for (int i = random.nextInt(round % 2 == 0 ? 4 : 120); i > 0; i--) {
        more.put(random.nextInt(300), "w" + i);
      }
      var expected = new TreeMap<>(map);
      expected.putAll(more);
      var all = map.plusAll(more);
      assertThat(all).as("seed %d", seed).hasSize(expected.size()).isEqualTo(expected);
      assertThat(all.hashCode()).isEqualTo(expected.hashCode());
      var listed = new ArrayList<Map.Entry<Integer, String>>();
      more.keySet().forEach(key -> listed.add(Map.entry(key, "overwritten")));
      var counting = new ArrayList<>(more.entrySet());
      Collections.shuffle(counting, random);
      listed.addAll(counting);
      assertThat(map.plusAll(listed)).as("seed %d, listed", seed).isEqualTo(expected);
      assertThat(map.plusAll(listed).changed(all)).isEmpty();
      var edited = random(all, random, 60);
      assertThat(all.changed(edited))
          .isEqualTo(DiffMap.copyOf(expected).changed(DiffMap.copyOf(new TreeMap<>(edited))));
      int key = random.nextInt(320) - 10;
      assertThat(all.from(key)).containsExactlyElementsOf(expected.tailMap(key).entrySet());
      assertThat(all.before(key)).isEqualTo(expected.lowerEntry(key));
    }
  }

  @Test
  void manyEntriesTakeTheTimeOfTheSmallerMap() {
    var comparisons = new int[1];
    var large = counted(50_000, comparisons);
    var more = new TreeMap<Counted, Integer>();
    for (int i = 0; i < 10; i++) {
      more.put(new Counted(i * 4_999, comparisons), -1);
    }
    comparisons[0] = 0;
    var all = large.plusAll(more);
    assertThat(comparisons[0]).isLessThan(3_000);
    comparisons[0] = 0;
    assertThat(large.changed(all)).hasSize(10);
    assertThat(comparisons[0]).isLessThan(6_000);
    assertThat(large.plusAll(new TreeMap<>())).isSameAs(large);
    assertThat(large.plusAll(List.of())).isSameAs(large);
  }

  private static DiffMap<Integer, String> random(
      DiffMap<Integer, String> start, Random random, int edits) {
    var map = start;
    for (int i = 0; i < edits; i++) {
      int key = random.nextInt(60);
      map = random.nextInt(3) == 0 ? map.minus(key) : map.plus(key, "v" + random.nextInt(3));
    }
    return map;
  }

  @Test
  void whatTwoMapsShareIsNotCompared() {
    var comparisons = new int[1];
    DiffMap<Counted, Integer> map = DiffMap.empty();
    for (int i = 0; i < 20_000; i++) {
      map = map.plus(new Counted(i, comparisons), i);
    }
    var edited = map;
    for (int i = 0; i < 10; i++) {
      edited = edited.plus(new Counted(i * 1_999, comparisons), -1);
    }
    edited = edited.plus(new Counted(20_000, comparisons), 0).minus(new Counted(3, comparisons));
    comparisons[0] = 0;
    assertThat(map.changed(edited)).hasSize(12);
    assertThat(comparisons[0]).isLessThan(3_000);
  }

  @Test
  void whatChangesNothingIsTheSameObject() {
    var value = "v";
    var map = DiffMap.<String, String>empty().plus("a", value).plus("b", "w");
    assertThat(map.plus("a", value)).isSameAs(map);
    assertThat(map.minus("c")).isSameAs(map);
    assertThat(map.minus("a").minus("b")).isSameAs(DiffMap.empty());
    assertThat(DiffMap.copyOf(map)).isSameAs(map);
    assertThat(DiffMap.copyOf(Map.of("b", "w", "a", value))).isEqualTo(map);
  }

  @Test
  void cannotBeChanged() {
    var map = DiffMap.<String, String>empty().plus("a", "v");
    assertThatThrownBy(() -> map.put("b", "w")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.entrySet().iterator().next().setValue("w"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
  }
}
