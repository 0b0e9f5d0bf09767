// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.servicepolicy;

import java.time.Duration;

/**
 * A bucket of tokens; each request takes one, and is refused when there is none.
 *
 * @param requests tokens added in each {@code per}, 1 or more
 * @param per from 50 ms to a day
 * @param burst tokens that the bucket holds, 1 or more
 */
public record RateLimit(int requests, Duration per, int burst) {}
