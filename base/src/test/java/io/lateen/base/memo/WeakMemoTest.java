// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.memo;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WeakMemoTest {

  private final WeakMemo<String, Object> memo = new WeakMemo<>();

  @Test
  void whatIsUsedIsMadeOnce() {
    var first = memo.get("a", key -> new Object());
    assertThat(memo.get(new String("a"), key -> new Object())).isSameAs(first);
    assertThat(memo.get("b", key -> new Object())).isNotSameAs(first);
    assertThat(memo.size()).isEqualTo(2);
    assertThat(first).isNotNull();
  }

  @Test
  @Timeout(60)
  void whatNobodyUsesIsForgotten() throws InterruptedException {
    var used = memo.get("used", key -> new Object());
    var watched = new WeakReference<>(memo.get("unused", key -> new Object()));
    while (watched.get() != null || memo.size() > 1) {
      System.gc();
      Thread.sleep(1);
    }
    assertThat(memo.get("used", key -> new Object())).isSameAs(used);
    assertThat(memo.get("unused", key -> "made again")).isEqualTo("made again");
  }

  @Test
  void allGetTheSame() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 200; round++) {
        var key = "round " + round;
        var asks = new ArrayList<Callable<Object>>();
        for (int i = 0; i < 4; i++) {
          asks.add(() -> memo.get(key, word -> new Object()));
        }
        var answers = new ArrayList<Object>();
        for (var answer : threads.invokeAll(asks)) {
          answers.add(answer.get());
        }
        assertThat(answers).allMatch(answer -> answer == answers.getFirst());
      }
    }
  }
}
