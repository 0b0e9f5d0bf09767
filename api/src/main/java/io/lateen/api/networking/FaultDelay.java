// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.time.Duration;

/**
 * Makes requests wait.
 *
 * @param fixedDelay how long, 1 ms or more
 * @param percentage share of requests, 0 to 100; 0 when the author wrote none
 */
public record FaultDelay(Duration fixedDelay, double percentage) {}
