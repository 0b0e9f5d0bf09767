// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Limit of concurrent retries relative to the open requests.
 *
 * @param percent share of open requests, 0 to 100; absent for 20
 * @param minRetryConcurrency retries that are always allowed; 0 stands for 3
 * @param budgetInterval span in which requests count; absent for those now open
 */
public record RetryBudget(
    OptionalDouble percent, int minRetryConcurrency, Optional<Duration> budgetInterval) {}
