// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.process;

import io.lateen.agent.process.Processes.Signal;
import io.lateen.agent.process.RunningProcess;
import io.lateen.lab.system.Waiting;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Ends processes: asks first, insists after a while, and returns when they are gone. */
public final class Reaper {

  /** How long a process may take to end by itself; a JVM may be writing its class-data archive. */
  static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final ProcessControl processes;
  private final Waiting waiting;

  /** A reaper that waits by the given clock. */
  public Reaper(ProcessControl processes, Waiting waiting) {
    this.processes = processes;
    this.waiting = waiting;
  }

  /** Ends those of the given processes that still run, all at the same time. */
  public void end(Collection<RunningProcess> victims) throws InterruptedException {
    var running = victims.stream().filter(processes::isRunning).toList();
    running.forEach(victim -> processes.signal(victim, Signal.TERM));
    if (!gone(running)) {
      running.forEach(victim -> processes.signal(victim, Signal.KILL));
      gone(running);
    }
  }

  private boolean gone(List<RunningProcess> victims) throws InterruptedException {
    return waiting.until(
        () -> victims.stream().noneMatch(processes::isRunning), PATIENCE, INTERVAL);
  }
}
