// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.envoyproxy.envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig;
import io.lateen.api.networking.HttpRetry;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Retry policies with Istio's defaults (core/route/retry/retry.go). */
final class Retries {

  private static final int DEFAULT_ATTEMPTS = 2;
  private static final String STATUS_CODES = "retriable-status-codes";
  private static final String DEFAULT_CONDITIONS =
      "connect-failure,refused-stream,unavailable,cancelled," + STATUS_CODES;

  /** How often another host is drawn before a host that was tried already is accepted. */
  private static final int HOST_SELECTION_ATTEMPTS = 5;

  /** How many tries pass before other priorities are considered. */
  private static final int PRIORITY_UPDATE_FREQUENCY = 2;

  private static final int LOWEST_STATUS = 100;
  private static final int HIGHEST_STATUS = 599;

  private Retries() {}

  /**
   * @param policy of the rule, or of the mesh; absent for the built-in default
   * @param hashed whether a hash picks the host: then a retry goes to the same one
   * @return empty when retries are switched off
   */
  static Optional<RetryPolicy> of(Optional<HttpRetry> policy, boolean hashed) {
    var result =
        RetryPolicy.newBuilder()
            .setNumRetries(ProtoValues.uint32(DEFAULT_ATTEMPTS))
            .setRetryOn(DEFAULT_CONDITIONS)
            .setHostSelectionRetryMaxAttempts(HOST_SELECTION_ATTEMPTS);
    boolean otherHosts = !hashed;
    if (policy.isPresent()) {
      var retry = policy.get();
      if (retry.attempts() <= 0) {
        return Optional.empty();
      }
      apply(result, retry);
      otherHosts = retry.retryIgnorePreviousHosts().orElse(otherHosts);
    }
    if (otherHosts) {
      result.addRetryHostPredicate(
          RetryPolicy.RetryHostPredicate.newBuilder()
              .setName(EnvoyNames.RETRY_PREVIOUS_HOSTS)
              .setTypedConfig(Packed.any(PreviousHostsPredicate.getDefaultInstance())));
    }
    return Optional.of(result.build());
  }

  private static void apply(RetryPolicy.Builder result, HttpRetry retry) {
    result.setNumRetries(ProtoValues.uint32(retry.attempts()));
    if (!retry.retryOn().isEmpty()) {
      applyConditions(result, retry.retryOn());
    }
    retry.perTryTimeout().map(ProtoValues::duration).ifPresent(result::setPerTryTimeout);
    retry
        .backoff()
        .ifPresent(
            base ->
                result.setRetryBackOff(
                    RetryPolicy.RetryBackOff.newBuilder()
                        .setBaseInterval(ProtoValues.duration(base))));
    if (retry.retryRemoteLocalities().orElse(false)) {
      var config =
          PreviousPrioritiesConfig.newBuilder()
              .setUpdateFrequency(PRIORITY_UPDATE_FREQUENCY)
              .build();
      result.setRetryPriority(
          RetryPolicy.RetryPriority.newBuilder()
              .setName(EnvoyNames.RETRY_PREVIOUS_PRIORITIES)
              .setTypedConfig(Packed.any(config)));
    }
  }

  /** Numbers among the conditions are status codes. */
  private static void applyConditions(RetryPolicy.Builder result, String written) {
    var conditions = new ArrayList<String>();
    for (var part : List.of(written.split(","))) {
      var condition = part.strip();
      if (isStatus(condition)) {
        result.addRetriableStatusCodes(Integer.parseInt(condition));
      } else if (!condition.isEmpty()) {
        conditions.add(condition);
      }
    }
    if (result.getRetriableStatusCodesCount() > 0 && !conditions.contains(STATUS_CODES)) {
      conditions.add(STATUS_CODES);
    }
    result.setRetryOn(String.join(",", conditions));
  }

  private static boolean isStatus(String text) {
    if (text.length() != 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int status = Integer.parseInt(text);
    return status >= LOWEST_STATUS && status <= HIGHEST_STATUS;
  }
}
