// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.certificate;

import io.lateen.base.time.Scheduler;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The world as identities see it.
 *
 * @param clock wall time; certificates are about nothing else
 * @param scheduler for the next look at the clock
 * @param jitter spreads renewals and retries
 * @param keys makes private keys
 * @param executor runs what may block: key files and key generation
 */
public record Seams(
    InstantSource clock,
    Scheduler scheduler,
    RandomGenerator jitter,
    SecureRandom keys,
    Executor executor) {}
