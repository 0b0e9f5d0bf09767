// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.memo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoTest {

  private final List<String> made = new ArrayList<>();

  private Object make(String key) {
    made.add(key);
    return new Object();
  }

  @Test
  void equalKeysGiveOneObject() {
    var memo = new Memo<String, Object>(10);
    var first = memo.get("a", this::make);
    assertThat(memo.get("a", this::make)).isSameAs(first);
    assertThat(memo.get("b", this::make)).isNotSameAs(first);
    assertThat(made).isEqualTo(List.of("a", "b"));
  }

  @Test
  void whatWasUsedLongestAgoGoesFirst() {
    var memo = new Memo<String, Object>(2);
    memo.get("a", this::make);
    memo.get("b", this::make);
    memo.get("a", this::make);
    memo.get("c", this::make);
    assertThat(memo.size()).isEqualTo(2);
    memo.get("a", this::make);
    memo.get("b", this::make);
    assertThat(made).isEqualTo(List.of("a", "b", "c", "b"));
  }

  @Test
  void heavyResultsLeaveRoomForLess() {
    var memo = new Memo<String, String>(10, 6, String::length);
    memo.get("a", key -> "1234");
    memo.get("b", key -> "12");
    assertThat(memo.size()).isEqualTo(2);
    memo.get("c", key -> "123");
    assertThat(memo.size()).as("b and c weigh 5").isEqualTo(2);
    memo.get("d", key -> "1234567890");
    assertThat(memo.size()).as("the newest stays, whatever it weighs").isEqualTo(1);
    memo.get("e", key -> "1");
    memo.get("f", key -> "12345");
    assertThat(memo.size()).isEqualTo(2);
  }
}
