// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.base.time.NanoClock;
import io.lateen.base.time.Scheduler;
import io.lateen.lab.process.Launch;
import io.lateen.lab.system.Waiting;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What the demo takes from its process.
 *
 * @param threads makes platform threads, daemons, for work inside network namespaces
 */
public record DemoTools(
    Launch launch,
    Scheduler scheduler,
    NanoClock ticks,
    InstantSource clock,
    RandomGenerator random,
    ThreadFactory threads) {

  Waiting waiting() {
    return new Waiting(scheduler, ticks);
  }
}
