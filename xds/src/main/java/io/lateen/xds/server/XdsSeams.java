// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.base.time.NanoClock;
import io.lateen.base.time.Scheduler;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the server takes from its surroundings.
 *
 * @param scheduler for timeouts and the pacing of fast clients
 * @param turns is asked within the {@code io.grpc.Context} of a call that opens a stream, for what
 *     runs the stream's turns; they do not block. Best is the thread of the call's connection: what
 *     streams of one connection send then leaves together
 * @param wallClock for times that people read
 * @param nanoClock for spans
 * @param random for nonces and for spreading a drain; need not be cryptographic
 */
public record XdsSeams(
    Scheduler scheduler,
    Supplier<Executor> turns,
    InstantSource wallClock,
    NanoClock nanoClock,
    RandomGenerator random) {}
