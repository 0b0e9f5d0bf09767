// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.Headers;
import io.lateen.api.networking.CorsPolicy;
import io.lateen.api.networking.HttpMirror;
import io.lateen.api.networking.HttpRetry;
import io.lateen.api.networking.StringMatch;
import io.lateen.api.networking.UnmatchedPreflights;
import io.lateen.base.decode.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** Decodes retries, mirrors and cross-origin rules. */
public final class HttpPolicyDecoder {

  /** Conditions for retries (Envoy, router filter, x-envoy-retry-on and x-envoy-retry-grpc-on). */
  private static final Set<String> RETRY_CONDITIONS =
      Set.of(
          "5xx",
          "gateway-error",
          "reset",
          "reset-before-request",
          "connect-failure",
          "retriable-4xx",
          "refused-stream",
          "retriable-status-codes",
          "retriable-headers",
          "envoy-ratelimited",
          "http3-post-connect-failure",
          "cancelled",
          "deadline-exceeded",
          "internal",
          "resource-exhausted",
          "unavailable");

  /** Status codes that have a name (IANA HTTP status code registry, as in Go's net/http). */
  private static final Pattern STATUS =
      Pattern.compile(
          "10[0-3]|20[0-8]|226|30[0-578]|304|4(?:0[0-9]|1[0-8]|2[1-689]|31|51)|50[0-8]|51[01]");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE", "*");

  private HttpPolicyDecoder() {}

  /** Retries; also used by the settings of the mesh. */
  public static HttpRetry retries(ObjectReader in) {
    var retry =
        new HttpRetry(
            Checked.count(in, "attempts"),
            Checked.duration(in, "perTryTimeout"),
            in.string("retryOn"),
            in.optionalBool("retryRemoteLocalities"),
            in.optionalBool("retryIgnorePreviousHosts"),
            Checked.duration(in, "backoff"));
    in.done();
    if (retry.attempts() == 0
        && (retry.perTryTimeout().isPresent()
            || !retry.retryOn().isEmpty()
            || retry.retryRemoteLocalities().isPresent())) {
      in.error("attempts", "0 switches retries off, so nothing else may be set");
    }
    if (!retry.retryOn().isEmpty()) {
      for (var condition : List.of(retry.retryOn().split(",", -1))) {
        if (!RETRY_CONDITIONS.contains(condition) && !STATUS.matcher(condition).matches()) {
          in.error("retryOn", "\"" + condition + "\" is neither a condition nor a status code");
        }
      }
    }
    return retry;
  }

  static HttpMirror mirror(ObjectReader in) {
    var mirror =
        new HttpMirror(DestinationDecoder.required(in), percentage(in, "percentage").orElse(100));
    in.done();
    return mirror;
  }

  /** A share of requests written as {@code {value: 12.5}}. */
  static OptionalDouble percentage(ObjectReader in, String field) {
    var percent = in.object(field);
    if (percent.isEmpty()) {
      return OptionalDouble.empty();
    }
    var value = percent.get().number("value").orElse(0);
    percent.get().done();
    if (value < 0 || value > 100) {
      in.error(field, "must be from 0 to 100");
    }
    return OptionalDouble.of(value);
  }

  static CorsPolicy cors(ObjectReader in) {
    var policy =
        new CorsPolicy(
            origins(in),
            Checked.strings(in, "allowMethods", HttpPolicyDecoder::methodFault),
            Checked.strings(in, "allowHeaders", Headers::corsNameFault),
            Checked.strings(in, "exposeHeaders", Headers::corsNameFault),
            Checked.duration(in, "maxAge"),
            in.optionalBool("allowCredentials"),
            in.enumeration("unmatchedPreflights", UnmatchedPreflights.UNSPECIFIED));
    in.done();
    if (policy.maxAge().filter(age -> age.toNanosPart() != 0).isPresent()) {
      in.error("maxAge", "must be whole seconds");
    }
    return policy;
  }

  private static List<StringMatch> origins(ObjectReader in) {
    var origins = new ArrayList<StringMatch>();
    for (var item : in.items("allowOrigins")) {
      var match = StringMatchDecoder.decode(item);
      if (match.map(StringMatch::text).filter(String::isEmpty).isPresent()) {
        item.error("needs exact, prefix or regex");
      }
      match.ifPresent(origins::add);
    }
    var older = in.strings("allowOrigin");
    if (origins.isEmpty()) {
      older.forEach(origin -> origins.add(new StringMatch.Exact(origin)));
    }
    return origins;
  }

  private static Optional<String> methodFault(String method) {
    return METHODS.contains(method)
        ? Optional.empty()
        : Optional.of("\"" + method + "\" is not an HTTP method");
  }
}
