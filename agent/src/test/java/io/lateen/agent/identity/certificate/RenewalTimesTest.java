// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.lateen.agent.identity.Identities;
import io.lateen.identity.SpiffeId;
import io.lateen.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTimesTest {

  @TempDir Path folder;

  @Test
  void renewalIsSpreadBeforeTheThird() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    var authority = Identities.authority(folder, new VirtualClock());
    var svid = Identities.svid(authority, SpiffeId.node(Identities.DOMAIN, "host1")).svid();
    var third = VirtualClock.START.plus(Duration.ofHours(8));
    var earliest = third.minus(Duration.ofMinutes(48)).minusSeconds(1);
    for (int i = 0; i < 1000; i++) {
      assertThat(RenewalTimes.renewAt(svid, random)).isBetween(earliest, third);
    }
  }

  @Test
  void pausesGrowAndStayBelowAMinute() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int failures = 0; failures < 100; failures++) {
      var full = Math.min(60_000L, 1000L << Math.min(Math.max(failures, 1) - 1, 20));
      assertThat(RenewalTimes.retryAfter(failures, random))
          .isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
    }
  }

  @Test
  void reasonsAreShort() {
    var connect =
        Status.UNAVAILABLE
            .withDescription("io exception")
            .withCause(new IOException("outer", new IOException("Connection refused")))
            .asRuntimeException();
    assertThat(Failures.reason(new CompletionException(connect)))
        .isEqualTo("UNAVAILABLE: io exception (Connection refused)");
    assertThat(Failures.reason(Status.PERMISSION_DENIED.asException()))
        .isEqualTo("PERMISSION_DENIED");
    assertThat(Failures.reason(new IOException("no token"))).isEqualTo("no token");
    assertThat(Failures.reason(new IllegalStateException())).isEqualTo("IllegalStateException");
  }
}
