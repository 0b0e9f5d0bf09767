// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void percentilesAreExactToOneThirtySecond() {
    long seed = 42;
    var random = new Random(seed);
    var values =
        LongStream.generate(() -> (long) Math.exp(random.nextDouble() * 20))
            .limit(10_000)
            .toArray();
    var latencies = new Latencies();
    LongStream.of(values).forEach(micros -> latencies.record(Duration.ofNanos(micros * 1000)));
    Arrays.sort(values);

    for (double part : new double[] {0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
      long exact = values[(int) Math.ceil(part * values.length) - 1];
      long told = latencies.percentile(part).toNanos() / 1000;
      assertThat(told).as("seed %d, %s", seed, part).isBetween(exact, exact + exact / 32 + 1);
    }
  }

  @Test
  void nothingRecordedIsZero() {
    assertThat(new Latencies().percentile(0.5)).isZero();
    assertThat(new Latencies().count()).isZero();
  }

  @Test
  void hugeValuesAreKeptInTheLastBucket() {
    var latencies = new Latencies();
    latencies.record(Duration.ofDays(400));

    assertThat(latencies.count()).isEqualTo(1);
    assertThat(latencies.percentile(1)).isGreaterThan(Duration.ofHours(1));
  }
}
