// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import io.lateen.base.Copies;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Pod's annotations say about its Envoy's own log and statistics (istio.io, "Resource
 * Annotations"; Istio: pkg/bootstrap/config.go). A value that cannot be read counts as absent,
 * because Envoy would not start with it. Has effect at the next start.
 *
 * @param logLevel level of the log; empty for that of all proxies
 * @param componentLogLevel levels of parts of Envoy, {@code PART:LEVEL,…}; empty for none
 * @param flushInterval time between deliveries of statistics, 1 ms or more; absent for Envoy's own
 * @param evictionInterval time after which unused statistics are forgotten, a multiple of the flush
 *     interval; absent for never
 * @param buckets upper bounds of histograms, ascending, by the beginning of their names
 */
public record ProxyTuning(
    String logLevel,
    String componentLogLevel,
    Optional<Duration> flushInterval,
    Optional<Duration> evictionInterval,
    SortedMap<String, List<BigDecimal>> buckets) {

  /** Nothing is said. */
  public static final ProxyTuning NONE =
      new ProxyTuning("", "", Optional.empty(), Optional.empty(), new TreeMap<>());

  /** Longest annotation that is looked at, in characters (docs/limits.md). */
  static final int MAX_TEXT = 4096;

  private static final String PREFIX = "sidecar.istio.io/";

  private static final Set<String> LEVELS =
      Set.of("trace", "debug", "info", "warning", "warn", "error", "critical", "off");

  /** Envoy's own interval (envoy: config/bootstrap/v3 stats_flush_interval). */
  private static final Duration USUAL_FLUSH = Duration.ofSeconds(5);

  private static final Pattern COMPONENT = Pattern.compile("[a-z0-9_]+:([a-z]+)");
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final Pattern ENTRY =
      Pattern.compile("\\s*\"([A-Za-z0-9_.-]{1,256})\"\\s*:\\s*\\[([0-9.,\\s]*)]\\s*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");

  /** Copies the map. */
  public ProxyTuning {
    buckets = Copies.sorted(buckets);
  }

  /** What the annotations say. */
  public static ProxyTuning of(Map<String, String> annotations) {
    var flush = span(text(annotations, "statsFlushInterval"));
    var eviction =
        span(text(annotations, "statsEvictionInterval"))
            .filter(time -> time.toMillis() % flush.orElse(USUAL_FLUSH).toMillis() == 0);
    return new ProxyTuning(
        Optional.of(text(annotations, "logLevel")).filter(LEVELS::contains).orElse(""),
        Optional.of(text(annotations, "componentLogLevel"))
            .filter(ProxyTuning::isComponents)
            .orElse(""),
        flush,
        eviction,
        buckets(text(annotations, "statsHistogramBuckets")));
  }

  private static String text(Map<String, String> annotations, String name) {
    var text = annotations.getOrDefault(PREFIX + name, "").strip();
    return text.length() > MAX_TEXT ? "" : text;
  }

  private static boolean isComponents(String text) {
    return Stream.of(text.split(",", -1))
        .map(COMPONENT::matcher)
        .allMatch(part -> part.matches() && LEVELS.contains(part.group(1)));
  }

  /** As Go writes them, with one unit. */
  private static Optional<Duration> span(String text) {
    var matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    var span =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    return span.isPositive() ? Optional.of(span) : Optional.empty();
  }

  /** A JSON object of lists of numbers, read without a parser of JSON, which the agent lacks. */
  private static SortedMap<String, List<BigDecimal>> buckets(String text) {
    var found = new TreeMap<String, List<BigDecimal>>();
    if (!text.startsWith("{") || !text.endsWith("}")) {
      return found;
    }
    for (var part : text.substring(1, text.length() - 1).split("(?<=])\\s*,", -1)) {
      var entry = ENTRY.matcher(part);
      var bounds = entry.matches() ? bounds(entry.group(2)) : List.<BigDecimal>of();
      if (bounds.isEmpty()) {
        return new TreeMap<>();
      }
      found.put(entry.group(1), bounds);
    }
    return found;
  }

  /** Empty when they are not numbers above zero in ascending order, as Envoy wants them. */
  private static List<BigDecimal> bounds(String text) {
    var bounds = new ArrayList<BigDecimal>();
    for (var word : text.split(",", -1)) {
      var number = word.strip();
      if (!NUMBER.matcher(number).matches()) {
        return List.of();
      }
      var bound = new BigDecimal(number);
      if (bound.signum() <= 0 || (!bounds.isEmpty() && bound.compareTo(bounds.getLast()) <= 0)) {
        return List.of();
      }
      bounds.add(bound);
    }
    return bounds;
  }
}
