// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.testkit.time.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  @Test
  void refillsWithTimeUpToTheBurst() {
    var clock = new VirtualClock();
    var limit = new RateLimit(clock, 10, 2);
    assertThat(limit.tryTake()).isTrue();
    assertThat(limit.tryTake()).isTrue();
    assertThat(limit.tryTake()).isFalse();
    clock.advance(Duration.ofMillis(100));
    assertThat(limit.tryTake()).isTrue();
    assertThat(limit.tryTake()).isFalse();
    clock.advance(Duration.ofHours(1));
    assertThat(limit.tryTake()).isTrue();
    assertThat(limit.tryTake()).isTrue();
    assertThat(limit.tryTake()).isFalse();
  }
}
