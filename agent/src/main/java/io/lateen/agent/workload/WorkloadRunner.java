// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.agent.process.RunningProcess;
import io.lateen.agent.workload.Lifecycle.Phase;
import io.lateen.base.time.Cancellable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the life cycle of one workload: carries out its commands and feeds their outcome back. State
 * belongs to the loop thread; commands run one at a time elsewhere.
 */
final class WorkloadRunner {

  /** How often an Envoy that is ready is asked whether it still is. */
  static final Duration READY_PROBE_INTERVAL = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(WorkloadRunner.class);

  private final String uid;
  private final WorkloadSite site;
  private final WorkloadSeams seams;
  private final SerialExecutor commands;
  private final Consumer<WorkloadRunner> changed;
  private Lifecycle state = Lifecycle.NEW;
  private Optional<Cancellable> timer = Optional.empty();
  private Optional<Cancellable> grace = Optional.empty();
  private long envoySinceNanos;
  private long probedNanos;
  private boolean checking;
  private boolean closed;

  /**
   * Creates a runner.
   *
   * @param changed told on the loop thread after every change
   */
  WorkloadRunner(
      String uid, WorkloadSite site, WorkloadSeams seams, Consumer<WorkloadRunner> changed) {
    this.uid = uid;
    this.site = site;
    this.seams = seams;
    this.commands = new SerialExecutor(seams.blocking());
    this.changed = changed;
  }

  Lifecycle state() {
    return state;
  }

  WorkloadStatus status() {
    return new WorkloadStatus(
        uid,
        state.phase(),
        state.assigned(),
        state.networkNamespace(),
        state.envoy().map(RunningProcess::pid).orElse(0L),
        state.restarts(),
        site.certificateNotAfter(),
        state.reason());
  }

  /** Handles an event; on the loop thread. */
  void on(LifecycleEvent event) {
    if (closed) {
      return;
    }
    var before = state;
    var step = state.on(event);
    state = step.next();
    if (state.phase() != before.phase()) {
      LOG.info("workload {} {}: {} {}", name(), uid, state.phase(), state.reason());
    }
    if (state.named()) {
      grace.ifPresent(Cancellable::cancel);
      grace = Optional.empty();
    }
    if (!state.envoy().equals(before.envoy())) {
      envoySinceNanos = seams.clock().nanos();
    }
    step.commands().forEach(this::run);
    if (!state.equals(before)) {
      changed.accept(this);
    }
  }

  private String name() {
    return state.assigned().map(one -> one.namespace() + "/" + one.name()).orElse("?");
  }

  private void run(LifecycleCommand command) {
    switch (command) {
      case LifecycleCommand.Prepare prepare -> commands.execute(() -> post(prepare(prepare)));
      case LifecycleCommand.Update(var workload, var path) ->
          commands.execute(() -> site.update(workload, path));
      case LifecycleCommand.StartEnvoy start -> commands.execute(() -> post(start(start)));
      case LifecycleCommand.Release(var envoy) ->
          commands.execute(
              () -> {
                site.release(envoy);
                post(new LifecycleEvent.Released());
              });
      case LifecycleCommand.RetryAfter(var delay) ->
          timer = Optional.of(after(delay, new LifecycleEvent.RetryDue()));
      case LifecycleCommand.StartGrace(var delay) ->
          grace = Optional.of(after(delay, new LifecycleEvent.GraceOver()));
    }
  }

  private LifecycleEvent prepare(LifecycleCommand.Prepare command) {
    var path = command.networkNamespace();
    try {
      return new LifecycleEvent.Prepared(path, site.prepare(command.workload(), path));
    } catch (IOException | RuntimeException e) {
      LOG.warn("workload {}: {}", uid, e.toString());
      return new LifecycleEvent.PrepareFailed(String.valueOf(e.getMessage()));
    }
  }

  private LifecycleEvent start(LifecycleCommand.StartEnvoy command) {
    var path = command.networkNamespace();
    try {
      return new LifecycleEvent.EnvoyStarted(path, site.start(command.workload(), path));
    } catch (IOException | RuntimeException e) {
      LOG.warn("workload {}: {}", uid, e.toString());
      return new LifecycleEvent.EnvoyNotStarted(String.valueOf(e.getMessage()));
    }
  }

  /** Looks after what should run; at most one look is under way. */
  void check() {
    if (checking || !state.isWatched()) {
      return;
    }
    checking = true;
    var envoy = state.envoy();
    var now = seams.clock().nanos();
    var lived = Duration.ofNanos(now - envoySinceNanos);
    var probe = state.phase() != Phase.READY || now - probedNanos >= READY_PROBE_INTERVAL.toNanos();
    if (probe) {
      probedNanos = now;
    }
    seams.blocking().execute(() -> look(envoy, lived, probe));
  }

  private void look(Optional<RunningProcess> envoy, Duration lived, boolean probe) {
    var running = envoy.map(site::isRunning).orElse(true);
    var reason = running && probe ? Optional.of(site.probe()) : Optional.<String>empty();
    seams
        .loop()
        .execute(
            () -> {
              checking = false;
              if (!state.envoy().equals(envoy)) {
                return;
              }
              if (!running) {
                on(new LifecycleEvent.EnvoyEnded(lived));
              } else {
                reason.ifPresent(why -> on(new LifecycleEvent.Probed(why)));
              }
            });
  }

  private Cancellable after(Duration delay, LifecycleEvent event) {
    return seams.scheduler().schedule(delay, () -> post(event));
  }

  private void post(LifecycleEvent event) {
    seams.loop().execute(() -> on(event));
  }

  /** The agent stops; on the loop thread. */
  void close() {
    closed = true;
    timer.ifPresent(Cancellable::cancel);
    grace.ifPresent(Cancellable::cancel);
    site.close();
  }
}
