// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.base.time.NanoClock;
import io.lateen.base.time.Scheduler;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What the server takes from its surroundings.
 *
 * @param scheduler for timeouts and the pacing of fast clients
 * @param executor runs the streams; several threads, tasks do not block
 * @param wallClock for times that people read
 * @param nanoClock for spans
 * @param random for nonces and for spreading a drain; need not be cryptographic
 */
public record XdsSeams(
    Scheduler scheduler,
    Executor executor,
    InstantSource wallClock,
    NanoClock nanoClock,
    RandomGenerator random) {}
