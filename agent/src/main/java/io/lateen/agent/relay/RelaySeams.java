// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.lateen.base.time.Scheduler;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a relay takes from its surroundings.
 *
 * @param scheduler for pauses and saves
 * @param jitter spreads the attempts of many relays
 * @param calls runs relays; tasks do not block
 * @param disk runs saves; tasks block
 */
public record RelaySeams(
    Scheduler scheduler,
    RandomGenerator jitter,
    Executor calls,
    Executor disk,
    RelayEvents events) {}
