// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChainSpaceTest {

  private final ChainSpace space = new ChainSpace();

  @Test
  void theFirstKeepsAName() {
    assertThat(space.claim(names("a", "b"))).contains(names("a", "b"));
    assertThat(space.claim(names("b", "c"))).contains(names("c"));
    assertThat(space.claim(names("c"))).isEmpty();
  }

  @Test
  void addressesTellNamesApart() {
    assertThat(space.claim(ChainMatch.of(List.of("a"), List.of("10.0.0.1")))).isPresent();
    assertThat(space.claim(ChainMatch.of(List.of("a"), List.of("10.0.0.2")))).isPresent();
    assertThat(space.claim(ChainMatch.of(List.of("a"), List.of("10.0.0.2", "10.0.0.3")))).isEmpty();
  }

  @Test
  void everythingIsClaimedOnlyOnce() {
    assertThat(space.claim(ChainMatch.ALL)).contains(ChainMatch.ALL);
    assertThat(space.claim(ChainMatch.ALL)).isEmpty();
    assertThat(space.claim(ChainMatch.plaintextHttp("raw_buffer"))).isPresent();
  }

  private static ChainMatch names(String... names) {
    return ChainMatch.of(List.of(names), List.of());
  }
}
