// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Slow start of new endpoints.
 *
 * @param duration length of the warm-up
 * @param minimumPercent share at the beginning, 0 to 100; absent for 10
 * @param aggression speed of the increase, 1 or more; absent for 1
 */
public record Warmup(Duration duration, OptionalDouble minimumPercent, OptionalDouble aggression) {}
