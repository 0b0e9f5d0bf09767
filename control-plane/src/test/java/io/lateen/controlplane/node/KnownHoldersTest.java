// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownHoldersTest {

  private final KnownHolders holders = new KnownHolders();

  @Test
  void whoAskedLongestAgoIsForgottenFirst() {
    for (int i = 0; i < KnownHolders.MAX; i++) {
      holders.add("uid-" + i);
    }
    assertThat(holders.size()).isEqualTo(KnownHolders.MAX);
    assertThat(holders.has("uid-0")).isTrue();

    holders.add("uid-0");
    holders.add("another");

    assertThat(holders.size()).isEqualTo(KnownHolders.MAX);
    assertThat(holders.has("uid-1")).isFalse();
    assertThat(holders.has("uid-0")).isTrue();
    assertThat(holders.has("another")).isTrue();
  }
}
