// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.base.map.DiffMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutterTest {

  private final List<List<String>> made = new ArrayList<>();

  private final Cutter<String, List<String>> cutter =
      new Cutter<>(
          2,
          items -> {
            made.add(items);
            return items;
          });

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void editsLeadToThePiecesThatAreCutFromNothing(long seed) {
    var random = new Random(seed);
    DiffMap<String, String> items = DiffMap.empty();
    var pieces = cutter.all(items);
    for (int step = 0; step < 400; step++) {
      var next = items;
      for (int i = random.nextInt(step < 100 ? 40 : 4); i >= 0; i--) {
        var name = "host-" + random.nextInt(300);
        next = random.nextInt(3) == 0 ? next.minus(name) : next.plus(name, "v" + random.nextInt(9));
      }
      pieces = cutter.next(pieces, next, items.changed(next));
      items = next;
      assertThat(pieces).as("seed %d, step %d", seed, step).isEqualTo(cutter.all(items));
      assertThat(pieces.values().stream().flatMap(List::stream))
          .containsExactlyElementsOf(items.values());
    }
  }

  @Test
  void anEditMakesOnePieceOrTwo() {
    DiffMap<String, String> items = DiffMap.empty();
    for (int i = 0; i < 2_000; i++) {
      items = items.plus("host-" + i, "v");
    }
    var pieces = cutter.all(items);
    for (int i = 0; i < 100; i++) {
      made.clear();
      var name = "host-" + i * 19;
      var next = i % 2 == 0 ? items.plus(name, "w" + i) : items.minus(name);
      var now = cutter.next(pieces, next, items.changed(next));
      assertThat(made).hasSizeBetween(1, 2);
      assertThat(pieces.changed(now)).hasSizeBetween(1, 2);
      items = next;
      pieces = now;
    }
  }
}
