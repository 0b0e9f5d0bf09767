// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.testkit.time.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IssueQuotaTest {

  private final VirtualClock clock = new VirtualClock();
  private final IssueQuota quota = new IssueQuota(clock);

  private int taken(String node) {
    int taken = 0;
    while (quota.take(node)) {
      taken++;
    }
    return taken;
  }

  @Test
  void aBurstAndThenASteadyRate() {
    assertThat(taken("host1")).isEqualTo(IssueQuota.BURST);
    clock.advance(Duration.ofSeconds(2));
    assertThat(taken("host1")).isEqualTo(2 * IssueQuota.PER_SECOND);
    clock.advance(Duration.ofDays(1));
    assertThat(taken("host1")).isEqualTo(IssueQuota.BURST);
  }

  @Test
  void oneNodeDoesNotUseUpAnothersAllowance() {
    taken("host1");
    assertThat(quota.take("host2")).isTrue();
  }

  @Test
  void theNodeThatAskedLongestAgoIsForgotten() {
    taken("first");
    for (int i = 0; i < IssueQuota.MAX_NODES; i++) {
      quota.take("node" + i);
    }
    assertThat(quota.take("first")).isTrue();
  }
}
