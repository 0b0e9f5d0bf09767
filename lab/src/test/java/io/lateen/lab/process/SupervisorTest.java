// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.process.Processes.Signal;
import io.lateen.agent.process.RunningProcess;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

  private static final class FakeProcesses implements ProcessControl {

    final Set<RunningProcess> running = new HashSet<>();
    final List<List<String>> started = new ArrayList<>();
    boolean stillborn;
    boolean refuses;

    @Override
    public RunningProcess start(List<String> argv, Path log) throws IOException {
      if (refuses) {
        throw new IOException("no such program");
      }
      started.add(argv);
      var process = new RunningProcess(100 + started.size(), 1, "boot");
      if (!stillborn) {
        running.add(process);
      }
      return process;
    }

    @Override
    public boolean isRunning(RunningProcess process) {
      return running.contains(process);
    }

    @Override
    public void signal(RunningProcess process, Signal signal) {
      running.remove(process);
    }
  }

  @TempDir Path folder = Path.of("");

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final FakeProcesses processes = new FakeProcesses();
  private final List<String> events = new ArrayList<>();
  private Supervisor supervisor = supervisor();

  @BeforeEach
  void start() throws IOException {
    supervisor = supervisor();
    supervisor.start(new Task("one", List.of("program"), Path.of("one.log")));
  }

  @Test
  void startsAgainAtOnceWhatDied() {
    supervisor.kill("one");
    assertThat(supervisor.running("one")).isEmpty();

    scheduler.advance(Supervisor.WATCH_INTERVAL);

    assertThat(supervisor.running("one").map(RunningProcess::pid)).contains(102L);
    assertThat(supervisor.restarts("one")).isEqualTo(1);
    assertThat(events).singleElement().asString().contains("one died", "one.log");
  }

  @Test
  void remembersTheLastProcess() {
    supervisor.kill("one");
    scheduler.advance(Supervisor.WATCH_INTERVAL);

    assertThat(new PidFiles(folder).all())
        .containsOnlyKeys("one")
        .containsEntry("one", new RunningProcess(102, 1, "boot"));
  }

  @Test
  void waitsLongerAndLongerForWhatDiesYoung() {
    processes.stillborn = true;
    processes.running.clear();

    scheduler.advance(Duration.ofMinutes(1));

    // At once, 0.2, 0.4, 0.8, 1.6, 3.2 and then every 5 s, each noticed at the next look.
    assertThat(supervisor.restarts("one")).isBetween(12, 18);
  }

  @Test
  void forgivesWhoHasLivedLong() {
    for (int i = 0; i < 10; i++) {
      scheduler.advance(Supervisor.YOUNG.multipliedBy(2));
      supervisor.kill("one");
      scheduler.advance(Supervisor.WATCH_INTERVAL.multipliedBy(2));
      assertThat(supervisor.running("one")).isPresent();
    }
  }

  @Test
  void leavesTheBuriedDeadUntilRevived() throws IOException {
    supervisor.bury("one");
    scheduler.advance(Duration.ofMinutes(1));
    assertThat(supervisor.running("one")).isEmpty();
    assertThat(events).isEmpty();

    supervisor.revive("one");

    assertThat(supervisor.running("one")).isPresent();
    scheduler.advance(Duration.ofSeconds(1));
    assertThat(processes.started).hasSize(2);
  }

  @Test
  void triesAgainWhenAProgramCannotBeStarted() {
    processes.refuses = true;
    supervisor.kill("one");
    scheduler.advance(Duration.ofSeconds(1));
    assertThat(events).anyMatch(event -> event.contains("no such program"));

    processes.refuses = false;
    scheduler.advance(Duration.ofSeconds(10));

    assertThat(supervisor.running("one")).isPresent();
  }

  @Test
  void touchesNothingWhenClosed() {
    supervisor.close();
    processes.running.clear();

    scheduler.advance(Duration.ofMinutes(1));

    assertThat(processes.started).hasSize(1);
  }

  private Supervisor supervisor() {
    return new Supervisor(processes, new PidFiles(folder), scheduler, Runnable::run, events::add);
  }
}
