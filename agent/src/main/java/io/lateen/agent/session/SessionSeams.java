// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.session;

import io.lateen.base.time.Scheduler;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What the session needs from the process.
 *
 * @param loop runs tasks one after the other on one thread, which owns all state
 * @param scheduler runs short tasks later
 * @param jitter spreads the attempts of many agents
 */
public record SessionSeams(Executor loop, Scheduler scheduler, RandomGenerator jitter) {}
