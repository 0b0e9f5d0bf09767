// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.time.Duration;
import java.util.Optional;

/**
 * What to repeat, and how often.
 *
 * @param attempts repetitions after the first try, 0 or more; 0 switches retries off
 * @param perTryTimeout longest time for one try; absent stands for that of the rule
 * @param retryOn comma-separated conditions of Envoy, and status codes; empty for the default
 * @param retryRemoteLocalities whether other localities may be tried
 * @param retryIgnorePreviousHosts whether hosts already tried are avoided; absent means they are
 * @param backoff base interval between tries; absent means 25 ms
 */
public record HttpRetry(
    int attempts,
    Optional<Duration> perTryTimeout,
    String retryOn,
    Optional<Boolean> retryRemoteLocalities,
    Optional<Boolean> retryIgnorePreviousHosts,
    Optional<Duration> backoff) {}
