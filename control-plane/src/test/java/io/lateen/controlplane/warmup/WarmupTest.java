// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.base.time.NanoClock;
import io.lateen.identity.crypto.SignatureProvider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class WarmupTest {

  private final AtomicInteger settled = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicLong ahead = new AtomicLong();

  private Warmup warmup(BooleanSupplier wanted) {
    NanoClock ticks = () -> System.nanoTime() + ahead.get();
    return new Warmup(
        new Warmup.Seams(SignatureProvider.JDK, InstantSource.system(), ticks, new SecureRandom()),
        wanted,
        settled::incrementAndGet);
  }

  @Test
  void itsProxiesHearOfEachEditAndNothingStaysOfThem() throws InterruptedException {
    assertThat(warmup(() -> true).run()).isEqualTo(Warmup.ROUNDS);

    assertThat(settled).hasValue(1);
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!ownThreads().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(ownThreads()).isEmpty();
  }

  private static List<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("warmup-"))
        .toList();
  }

  @Test
  void whoIsThereBeforeItKeepsItFromBeginning() {
    assertThat(warmup(() -> false).run()).isZero();
    assertThat(settled).hasValue(0);
  }

  @Test
  void whoComesEndsItAfterTheRound() {
    assertThat(warmup(() -> looks.incrementAndGet() <= 3).run()).isEqualTo(2);
    assertThat(settled).hasValue(1);
  }

  @Test
  void theEndOfTheProcessEndsIt() {
    var warmup = warmup(() -> true);
    warmup.close();

    assertThat(warmup.run()).isZero();
  }

  @Test
  void aSlowMachineEndsIt() {
    var warmup =
        warmup(
            () -> {
              if (looks.incrementAndGet() == 3) {
                ahead.set(Warmup.LONGEST.plus(Duration.ofSeconds(1)).toNanos());
              }
              return true;
            });

    assertThat(warmup.run()).isEqualTo(1);
  }
}
