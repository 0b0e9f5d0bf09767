// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.networking.HttpRetry;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a rule waits and what it repeats (Istio: pilot/pkg/config/kube/gateway/conversion.go
 * convertHTTPRoute).
 *
 * @param retries what to repeat; the time for one try is in it
 * @param timeout longest time for the whole request
 */
record RequestLimits(Optional<HttpRetry> retries, Optional<Duration> timeout) {

  static final RequestLimits NONE = new RequestLimits(Optional.empty(), Optional.empty());

  /** Go-like durations of the Gateway API (GEP-2257). */
  private static final Pattern DURATION = Pattern.compile("(?:[0-9]{1,5}(?:h|m|s|ms)){1,4}");

  /** Repetitions when the author names no number. */
  private static final int ATTEMPTS = 2;

  private static final int LONGEST_TEXT = 32;
  private static final int MAX_ATTEMPTS = 1_000;
  private static final int LOWEST_CODE = 400;
  private static final int HIGHEST_CODE = 599;

  /** Failures of connections are always repeated. */
  private static final List<String> CONDITIONS =
      List.of("connect-failure", "refused-stream", "unavailable", "cancelled");

  static RequestLimits read(ObjectReader in) {
    var timeouts = in.part("timeouts");
    var whole = duration(timeouts, "request");
    var backend = duration(timeouts, "backendRequest");
    timeouts.done();
    if (whole.isPresent() && backend.filter(time -> time.compareTo(whole.get()) > 0).isPresent()) {
      timeouts.error("backendRequest", "must not be longer than request");
    }
    var retries = in.object("retry").map(part -> retries(part, backend));
    return new RequestLimits(retries, retries.isPresent() ? whole : backend.or(() -> whole));
  }

  private static HttpRetry retries(ObjectReader in, Optional<Duration> perTry) {
    var on = new ArrayList<>(CONDITIONS);
    for (var code : in.items("codes")) {
      code.integer(LOWEST_CODE, HIGHEST_CODE).ifPresent(status -> on.add(Integer.toString(status)));
    }
    int attempts = in.optionalInteger("attempts", 1, MAX_ATTEMPTS).orElse(ATTEMPTS);
    var backoff = duration(in, "backoff");
    in.done();
    return new HttpRetry(
        attempts, perTry, String.join(",", on), Optional.empty(), Optional.empty(), backoff);
  }

  /** A duration; zero means none. */
  private static Optional<Duration> duration(ObjectReader in, String field) {
    var value = in.value(field);
    value.ifPresent(
        found ->
            Names.checked(found, DURATION, LONGEST_TEXT, "must be a duration like 10s or 500ms"));
    return value.flatMap(Value::duration).filter(time -> !time.isZero());
  }
}
