// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.base.time.NanoClock;
import io.lateen.base.time.Scheduler;
import java.util.concurrent.Executor;

/**
 * What the workloads need from the process.
 *
 * @param loop runs tasks one after the other on one thread, which owns all state
 * @param blocking runs what waits; virtual threads
 * @param scheduler runs short tasks later
 * @param clock measures how long an Envoy lived
 */
public record WorkloadSeams(
    Executor loop, Executor blocking, Scheduler scheduler, NanoClock clock) {}
