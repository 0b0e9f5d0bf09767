// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Probes on idle connections.
 *
 * @param probes unanswered probes after which the connection is dead; absent for that of the system
 * @param time silence before the first probe
 * @param interval time between probes
 */
public record TcpKeepalive(
    OptionalInt probes, Optional<Duration> time, Optional<Duration> interval) {}
