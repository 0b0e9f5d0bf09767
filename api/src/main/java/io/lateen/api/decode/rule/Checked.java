// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import io.lateen.base.Regex;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Reads fields whose values obey a rule, and reports values that do not. */
public final class Checked {

  /** Largest value of an unsigned 32-bit field that fits the records; larger ones mean nothing. */
  public static final int MAX_UINT = Integer.MAX_VALUE;

  private static final int NANOS_PER_MILLI = 1_000_000;

  private Checked() {}

  /** A text that obeys a rule; empty when absent. */
  public static String string(
      ObjectReader in, String field, Function<String, Optional<String>> rule) {
    return in.value(field).map(value -> string(value, rule)).orElse("");
  }

  /** A text that obeys a rule. */
  public static String string(Value value, Function<String, Optional<String>> rule) {
    var text = value.string();
    text.flatMap(rule).ifPresent(value::error);
    return text.orElse("");
  }

  /** Texts that obey a rule. */
  public static List<String> strings(
      ObjectReader in, String field, Function<String, Optional<String>> rule) {
    var texts = new ArrayList<String>();
    for (var item : in.items(field)) {
      texts.add(string(item, rule));
    }
    return texts;
  }

  /** A span of at least a millisecond, in whole milliseconds. */
  public static Optional<Duration> duration(ObjectReader in, String field) {
    return in.value(field).flatMap(Checked::duration);
  }

  /** A span of at least a millisecond, in whole milliseconds. */
  public static Optional<Duration> duration(Value value) {
    var duration = value.duration();
    duration.ifPresent(
        span -> {
          if (span.compareTo(Duration.ofMillis(1)) < 0) {
            value.error("must be 1ms or longer");
          } else if (span.toNanosPart() % NANOS_PER_MILLI != 0) {
            value.error("must be whole milliseconds");
          }
        });
    return duration;
  }

  /** A span as {@link #duration}, or zero. */
  public static Optional<Duration> durationOrZero(ObjectReader in, String field) {
    return in.value(field)
        .flatMap(
            value ->
                value.duration().filter(Duration::isZero).isPresent()
                    ? Optional.of(Duration.ZERO)
                    : duration(value));
  }

  /** A port number from 1 to 65535. */
  public static OptionalInt port(ObjectReader in, String field) {
    return in.optionalInteger(field, 1, 65_535);
  }

  /** A port number from 1 to 65535; 0 counts as absent. */
  public static OptionalInt portOrZero(ObjectReader in, String field) {
    var port = in.optionalInteger(field, 0, 65_535);
    return port.isPresent() && port.getAsInt() == 0 ? OptionalInt.empty() : port;
  }

  /** A count: zero or more. */
  public static int count(ObjectReader in, String field) {
    return in.integer(field, 0, MAX_UINT);
  }

  /** A count: zero or more. */
  public static OptionalInt optionalCount(ObjectReader in, String field) {
    return in.optionalInteger(field, 0, MAX_UINT);
  }

  /** A whole percentage; 0 when absent. */
  public static int percent(ObjectReader in, String field) {
    return in.integer(field, 0, 100);
  }

  /** An RE2 pattern that is not empty. */
  public static Optional<String> regexFault(String pattern) {
    if (pattern.isEmpty()) {
      return Optional.of("the pattern must not be empty");
    }
    return Regex.fault(pattern)
        .map(fault -> "\"" + pattern + "\" is not a valid RE2 pattern: " + fault);
  }

  /** Reports that at most one of some fields may be set. */
  public static void atMostOne(ObjectReader in, String... fields) {
    var set = new ArrayList<String>();
    for (var field : fields) {
      if (in.has(field)) {
        set.add(field);
      }
    }
    if (set.size() > 1) {
      in.error(set.get(1), "only one of " + String.join(", ", fields) + " may be set");
    }
  }

  /** Reports fields that are valid for Istio and do nothing here. */
  public static void withoutEffect(ObjectReader in, String... fields) {
    for (var field : fields) {
      if (in.has(field)) {
        in.warning(field, "has no effect in this version of Lateen", "");
      }
    }
  }
}
