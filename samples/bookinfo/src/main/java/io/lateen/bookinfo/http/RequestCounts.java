// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many requests this server has taken, by first path segment, so that retries and mirrored
 * copies can be counted where they arrive. Thread-safe.
 */
public final class RequestCounts {

  /** Most different keys counted; later ones are added to {@code other}. */
  static final int MAX_KEYS = 64;

  private static final String OVERFLOW = "other";

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void count(Request request) {
    var key = request.segments().stream().findFirst().orElse("/");
    if (counts.size() >= MAX_KEYS && !counts.containsKey(key)) {
      key = OVERFLOW;
    }
    counts.computeIfAbsent(key, k -> new LongAdder()).increment();
  }

  /** The counts at this moment, by name. */
  public Map<String, Object> snapshot() {
    var result = new TreeMap<String, Object>();
    counts.forEach((key, count) -> result.put(key, count.sum()));
    return result;
  }
}
