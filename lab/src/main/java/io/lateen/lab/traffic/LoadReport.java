// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.traffic;

import java.time.Duration;
import java.util.Map;

/**
 * What came of a load.
 *
 * @param time since its start
 * @param statuses answers by HTTP status
 * @param labels answers below 500 by label
 * @param losses calls without an answer, by reason
 * @param lastFailureNanos when the last loss or answer of 500 and above came, by the load's clock;
 *     {@link Long#MIN_VALUE} when there was none
 */
public record LoadReport(
    Duration time,
    Map<Integer, Long> statuses,
    Map<String, Long> labels,
    Map<String, Long> losses,
    Latencies latencies,
    long lastFailureNanos) {

  /** Calls made and ended. */
  public long calls() {
    return sum(statuses) + sum(losses);
  }

  /** Calls without an answer or with one of 500 and above. */
  public long failed() {
    long errors = 0;
    for (var entry : statuses.entrySet()) {
      errors += entry.getKey() >= 500 ? entry.getValue() : 0;
    }
    return errors + sum(losses);
  }

  /** Answers with a label. */
  public long labelled(String label) {
    return labels.getOrDefault(label, 0L);
  }

  /** Failures in words, such as {@code 3×503, 1×connection reset}; empty when there was none. */
  public String failures() {
    var words = new StringBuilder();
    statuses.forEach((status, count) -> append(words, status >= 500 ? count : 0, "" + status));
    losses.forEach((reason, count) -> append(words, count, reason));
    return words.toString();
  }

  private static void append(StringBuilder words, long count, String what) {
    if (count > 0) {
      words.append(words.isEmpty() ? "" : ", ").append(count).append('×').append(what);
    }
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
