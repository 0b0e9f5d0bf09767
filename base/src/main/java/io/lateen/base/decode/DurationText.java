// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Durations as Istio writes them: a sign, and numbers with units, as in {@code 1h30m}, {@code
 * 1.5s}, {@code 100ms} (Go, package time, ParseDuration).
 */
public final class DurationText {

  /** Longer texts are refused; every duration that fits can be written shorter. */
  private static final int MAX_LENGTH = 64;

  private static final Pattern PART = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)([a-zµμ]+)");
  private static final Pattern WHOLE =
      Pattern.compile("[-+]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private DurationText() {}

  /** The duration; empty when the text is not one. */
  public static Optional<Duration> tryParse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    if (text.length() > MAX_LENGTH || !WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    var nanos = BigDecimal.ZERO;
    var parts = PART.matcher(text);
    while (parts.find()) {
      var unit = NANOS.getOrDefault(parts.group(2), 0L);
      nanos = nanos.add(new BigDecimal(trimmed(parts.group(1))).multiply(BigDecimal.valueOf(unit)));
    }
    try {
      var total = nanos.setScale(0, RoundingMode.DOWN).longValueExact();
      return Optional.of(Duration.ofNanos(text.startsWith("-") ? -total : total));
    } catch (ArithmeticException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String trimmed(String number) {
    return number.endsWith(".") ? number.substring(0, number.length() - 1) : number;
  }
}
