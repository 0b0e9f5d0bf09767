// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyTuningTest {

  private static ProxyTuning of(String name, String value) {
    return ProxyTuning.of(Map.of("sidecar.istio.io/" + name, value));
  }

  @Test
  void everyAnnotation() {
    var tuning =
        ProxyTuning.of(
            Map.of(
                "sidecar.istio.io/logLevel", "trace",
                "sidecar.istio.io/componentLogLevel", "misc:error,rbac:debug",
                "sidecar.istio.io/statsFlushInterval", "10s",
                "sidecar.istio.io/statsEvictionInterval", "1m",
                "sidecar.istio.io/statsHistogramBuckets", "{\"b\": [1, 5.5], \"a\": [10]}"));

    assertThat(tuning.logLevel()).isEqualTo("trace");
    assertThat(tuning.componentLogLevel()).isEqualTo("misc:error,rbac:debug");
    assertThat(tuning.flushInterval()).contains(Duration.ofSeconds(10));
    assertThat(tuning.evictionInterval()).contains(Duration.ofMinutes(1));
    assertThat(tuning.buckets())
        .containsExactly(
            Map.entry("a", List.of(BigDecimal.TEN)),
            Map.entry("b", List.of(BigDecimal.ONE, new BigDecimal("5.5"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "logLevel | loud",
        "componentLogLevel | misc:error --config-yaml x",
        "componentLogLevel | misc:loud",
        "statsFlushInterval | 0s",
        "statsFlushInterval | soon",
        "statsEvictionInterval | 7s",
        "statsHistogramBuckets | {\"a\": [5, 1]}",
        "statsHistogramBuckets | {\"a\": [0]}",
        "statsHistogramBuckets | {\"a\": [1], b}",
        "statsHistogramBuckets | [1]"
      })
  void whatCannotBeReadCountsAsAbsent(String name, String value) {
    assertThat(of(name, value)).isEqualTo(ProxyTuning.NONE);
  }

  @Test
  void evictionIsMeasuredByTheUsualFlush() {
    assertThat(of("statsEvictionInterval", "15s").evictionInterval())
        .contains(Duration.ofSeconds(15));
  }

  @Test
  void longTextsAreNotRead() {
    var endless = "{\"" + "a".repeat(ProxyTuning.MAX_TEXT) + "\": [1]}";
    assertThat(of("statsHistogramBuckets", endless)).isEqualTo(ProxyTuning.NONE);
  }
}
