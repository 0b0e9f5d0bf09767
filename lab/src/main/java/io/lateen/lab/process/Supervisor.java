// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.process;

import io.lateen.agent.process.Processes.Signal;
import io.lateen.agent.process.RunningProcess;
import io.lateen.base.time.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks running, as systemd would: what dies is started again, at once the first time and
 * after a growing pause when it dies young. Thread-safe; watching happens on the given executor.
 */
public final class Supervisor implements AutoCloseable {

  /** How often processes are looked at. */
  static final Duration WATCH_INTERVAL = Duration.ofMillis(100);

  /** Who lives longer than this has started well. */
  static final Duration YOUNG = Duration.ofSeconds(5);

  /** Longest pause between two attempts to start; attempts go on for as long as the lab runs. */
  static final Duration MAX_PAUSE = Duration.ofSeconds(5);

  private static final class Supervised {
    final Task task;
    @Nullable RunningProcess process;
    boolean wanted = true;
    int youngDeaths;
    int age;
    int pause;
    int restarts;

    Supervised(Task task) {
      this.task = task;
    }
  }

  private final ProcessControl processes;
  private final PidFiles pidFiles;
  private final Scheduler scheduler;
  private final Executor executor;
  private final Consumer<String> events;
  private final Map<String, Supervised> all = new LinkedHashMap<>();
  private boolean closed;

  /**
   * Begins to watch.
   *
   * @param events told in words when a task dies
   */
  public Supervisor(
      ProcessControl processes,
      PidFiles pidFiles,
      Scheduler scheduler,
      Executor executor,
      Consumer<String> events) {
    this.processes = processes;
    this.pidFiles = pidFiles;
    this.scheduler = scheduler;
    this.executor = executor;
    this.events = events;
    watchLater();
  }

  /** Starts a task and keeps it running from now on. */
  public synchronized void start(Task task) throws IOException {
    var supervised = new Supervised(task);
    launch(supervised);
    all.put(task.name(), supervised);
  }

  /** The process of a task; empty when it does not run at this moment. */
  public synchronized Optional<RunningProcess> running(String name) {
    return Optional.ofNullable(all.get(name))
        .map(supervised -> supervised.process)
        .filter(processes::isRunning);
  }

  /** Names of all tasks, in the order they were started. */
  public synchronized List<String> names() {
    return List.copyOf(all.keySet());
  }

  /** How often a task was started again. */
  public synchronized int restarts(String name) {
    return find(name).restarts;
  }

  /** Kills a task; it is started again as after any death. */
  public synchronized void kill(String name) {
    signal(find(name));
  }

  /** Kills a task and leaves it dead until {@link #revive}. */
  public synchronized void bury(String name) {
    var supervised = find(name);
    supervised.wanted = false;
    signal(supervised);
  }

  /** Starts a buried task. */
  public synchronized void revive(String name) throws IOException {
    var supervised = find(name);
    supervised.wanted = true;
    launch(supervised);
  }

  /** Stops watching; the processes live on. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  private Supervised find(String name) {
    var supervised = all.get(name);
    if (supervised == null) {
      throw new IllegalArgumentException("no task " + name);
    }
    return supervised;
  }

  private void signal(Supervised supervised) {
    if (supervised.process != null) {
      processes.signal(supervised.process, Signal.KILL);
    }
  }

  private void launch(Supervised supervised) throws IOException {
    var task = supervised.task;
    var process = processes.start(task.command(), task.log());
    supervised.process = process;
    supervised.age = 0;
    pidFiles.write(task.name(), process);
  }

  private void watchLater() {
    scheduler.schedule(WATCH_INTERVAL, () -> executor.execute(this::watch));
  }

  private synchronized void watch() {
    if (closed) {
      return;
    }
    all.values().forEach(this::look);
    watchLater();
  }

  private void look(Supervised supervised) {
    if (!supervised.wanted) {
      return;
    }
    if (supervised.process != null && processes.isRunning(supervised.process)) {
      if (++supervised.age * WATCH_INTERVAL.toMillis() > YOUNG.toMillis()) {
        supervised.youngDeaths = 0;
      }
      return;
    }
    if (supervised.process != null) {
      supervised.process = null;
      supervised.pause = pause(supervised.youngDeaths++);
      events.accept(supervised.task.name() + " died; see " + supervised.task.log());
    }
    if (supervised.pause-- > 0) {
      return;
    }
    try {
      launch(supervised);
      supervised.restarts++;
    } catch (IOException e) {
      supervised.pause = pause(supervised.youngDeaths++);
      events.accept(supervised.task.name() + " cannot be started: " + e.getMessage());
    }
  }

  /** Looks to wait before the next start: none, then 0.2 s doubling up to {@link #MAX_PAUSE}. */
  private static int pause(int youngDeaths) {
    int most = (int) (MAX_PAUSE.toMillis() / WATCH_INTERVAL.toMillis());
    return youngDeaths == 0 ? 0 : Math.min(most, 1 << Math.min(youngDeaths, 10));
  }
}
