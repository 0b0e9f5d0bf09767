// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.agent.process.RunningProcess;
import io.lateen.agent.workload.AssignedWorkload.Role;
import io.lateen.agent.workload.LifecycleCommand.Prepare;
import io.lateen.agent.workload.LifecycleCommand.Release;
import io.lateen.agent.workload.LifecycleCommand.RetryAfter;
import io.lateen.agent.workload.LifecycleCommand.StartEnvoy;
import io.lateen.agent.workload.LifecycleCommand.StartGrace;
import io.lateen.agent.workload.LifecycleCommand.Update;
import io.lateen.agent.workload.LifecycleEvent.Assigned;
import io.lateen.agent.workload.LifecycleEvent.EnvoyEnded;
import io.lateen.agent.workload.LifecycleEvent.EnvoyNotStarted;
import io.lateen.agent.workload.LifecycleEvent.EnvoyStarted;
import io.lateen.agent.workload.LifecycleEvent.GraceOver;
import io.lateen.agent.workload.LifecycleEvent.PrepareFailed;
import io.lateen.agent.workload.LifecycleEvent.Prepared;
import io.lateen.agent.workload.LifecycleEvent.Probed;
import io.lateen.agent.workload.LifecycleEvent.Registered;
import io.lateen.agent.workload.LifecycleEvent.Released;
import io.lateen.agent.workload.LifecycleEvent.RetryDue;
import io.lateen.agent.workload.LifecycleEvent.Unassigned;
import io.lateen.agent.workload.LifecycleEvent.Unregistered;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The life of one workload on this node, as a state machine without clock and I/O. A proxy starts
 * only when machine and control plane both name the workload; it ends at once when the machine says
 * so, and only after a grace period when the control plane does, because a control plane that has
 * just started may not know its workloads yet.
 *
 * @param phase where it stands
 * @param networkNamespace where the machine runs it; empty while it does not
 * @param assigned who it is; empty while the control plane does not say
 * @param named whether the control plane's newest list has it
 * @param envoy its Envoy; empty while none runs
 * @param failures how often in a row something did not work
 * @param restarts how often its Envoy was started again
 * @param reason what keeps its proxy from being ready; empty otherwise
 */
public record Lifecycle(
    Phase phase,
    Optional<Path> networkNamespace,
    Optional<AssignedWorkload> assigned,
    boolean named,
    Optional<RunningProcess> envoy,
    int failures,
    int restarts,
    String reason) {

  /** Where a workload stands. */
  public enum Phase {
    /** Machine or control plane does not name it yet. */
    WAITING,
    /** Socket, identity and capture are being made. */
    PREPARING,
    /** Its Envoy is being started. */
    STARTING,
    /** Its Envoy runs, but is not ready. */
    RUNNING,
    /** Its Envoy takes traffic. */
    READY,
    /** A failed preparation is tried again later. */
    PREPARE_LATER,
    /** A failed Envoy is started again later. */
    START_LATER,
    /** It is being taken down. */
    STOPPING,
    /** Nothing is left of it. */
    GONE
  }

  /** First delay after a failure; doubled by each further one. */
  static final Duration FIRST_RETRY = Duration.ofMillis(100);

  /** Longest delay after a failure; with Envoy's start it stays below three seconds. */
  static final Duration LAST_RETRY = Duration.ofSeconds(2);

  /** An Envoy that ran this long did not fail because of its start. */
  static final Duration STABLE = Duration.ofSeconds(10);

  /** How long a workload that the control plane stopped naming keeps its proxy. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private static final String NOT_REGISTERED = "not registered on this node";
  private static final String NOT_ASSIGNED = "the control plane has not assigned it to this node";

  /** A workload of which nothing is known. */
  public static final Lifecycle NEW =
      new Lifecycle(
          Phase.WAITING, Optional.empty(), Optional.empty(), false, Optional.empty(), 0, 0, "");

  /** A state and what has to be done because of it. */
  public record Step(Lifecycle next, List<LifecycleCommand> commands) {

    /** Copies the list. */
    public Step {
      commands = List.copyOf(commands);
    }
  }

  /** What follows from an event. Events that do not fit the state, being late, change nothing. */
  public Step on(LifecycleEvent event) {
    return switch (event) {
      case Registered(var path) -> registered(path);
      case Unregistered unregistered -> unregistered();
      case Assigned(var workload) -> assigned(workload);
      case Unassigned unassigned -> unassigned();
      case GraceOver over ->
          named || assigned.isEmpty() ? stay() : withAssigned(Optional.empty()).end();
      case Prepared(var path, var running) -> prepared(path, running);
      case PrepareFailed(var why) ->
          phase == Phase.PREPARING ? retry(Phase.PREPARE_LATER, why) : stay();
      case EnvoyStarted(var path, var process) -> started(path, process);
      case EnvoyNotStarted(var why) ->
          phase == Phase.STARTING ? retry(Phase.START_LATER, why) : stay();
      case EnvoyEnded(var lived) -> ended(lived);
      case Probed(var why) -> probed(why);
      case RetryDue due -> retryDue();
      case Released released -> released();
    };
  }

  private Step registered(Path path) {
    if (networkNamespace.equals(Optional.of(path))) {
      return stay();
    }
    var moved = withNetworkNamespace(Optional.of(path));
    return phase == Phase.WAITING || phase == Phase.GONE ? moved.begin() : moved.end();
  }

  private Step unregistered() {
    return withNetworkNamespace(Optional.empty()).end();
  }

  private Step assigned(AssignedWorkload workload) {
    var known = withAssigned(Optional.of(workload)).withNamed(true);
    if (phase == Phase.WAITING || phase == Phase.GONE) {
      return known.begin();
    }
    if (assigned.filter(before -> before.role() != workload.role()).isPresent()) {
      return known.end();
    }
    var changed = !assigned.equals(Optional.of(workload));
    return changed && phase != Phase.STOPPING
        ? known.then(networkNamespace.map(path -> new Update(workload, path)).stream().toList())
        : known.stay();
  }

  private Step unassigned() {
    if (!named) {
      return stay();
    }
    return phase == Phase.WAITING
        ? withNamed(false).withAssigned(Optional.empty()).begin()
        : withNamed(false).then(List.of(new StartGrace(GRACE)));
  }

  /** Begins when both sides name the workload, and waits for the other side otherwise. */
  private Step begin() {
    if (networkNamespace.isEmpty() && assigned.isEmpty()) {
      return in(Phase.GONE, "").stay();
    }
    if (networkNamespace.isEmpty()) {
      return in(Phase.WAITING, NOT_REGISTERED).stay();
    }
    if (assigned.isEmpty()) {
      return in(Phase.WAITING, NOT_ASSIGNED).stay();
    }
    return in(Phase.PREPARING, "preparing")
        .then(List.of(new Prepare(assigned.get(), networkNamespace.get())));
  }

  /** Takes down what there is; afterwards {@link #begin} looks at what is left. */
  private Step end() {
    return switch (phase) {
      case WAITING, GONE -> begin();
      case STOPPING -> stay();
      // The answer to the command under way is followed by the release.
      case PREPARING, STARTING -> in(phase, "stopping").stay();
      case RUNNING, READY, PREPARE_LATER, START_LATER -> release();
    };
  }

  private Step release() {
    return withEnvoy(Optional.empty())
        .in(Phase.STOPPING, "stopping")
        .then(List.of(new Release(envoy)));
  }

  private boolean isWantedIn(Path path) {
    return networkNamespace.equals(Optional.of(path)) && assigned.isPresent();
  }

  private Step prepared(Path path, Optional<RunningProcess> running) {
    if (phase != Phase.PREPARING) {
      return stay();
    }
    var next = withEnvoy(running);
    if (!isWantedIn(path)) {
      return next.release();
    }
    if (isProxyless()) {
      return next.withFailures(0).in(Phase.RUNNING, "waiting for a certificate").stay();
    }
    return running.isPresent()
        ? next.withFailures(0).in(Phase.RUNNING, "waiting for configuration").stay()
        : next.start();
  }

  /** Whether there is no Envoy to start: the application takes its configuration itself. */
  private boolean isProxyless() {
    return assigned.filter(workload -> workload.role() == Role.PROXYLESS).isPresent();
  }

  /** Whether it is to be looked after: an Envoy that runs, or a workload without one. */
  public boolean isWatched() {
    return envoy.isPresent() || (isProxyless() && (phase == Phase.RUNNING || phase == Phase.READY));
  }

  private Step start() {
    return assigned.isPresent() && networkNamespace.isPresent()
        ? in(Phase.STARTING, "starting")
            .then(List.of(new StartEnvoy(assigned.get(), networkNamespace.get())))
        : release();
  }

  private Step started(Path path, RunningProcess process) {
    if (phase != Phase.STARTING) {
      return stay();
    }
    var next = withEnvoy(Optional.of(process));
    return isWantedIn(path)
        ? next.in(Phase.RUNNING, "waiting for configuration").stay()
        : next.release();
  }

  private Step ended(Duration lived) {
    if (phase != Phase.RUNNING && phase != Phase.READY) {
      return stay();
    }
    var counted = withEnvoy(Optional.empty()).withRestarts(restarts + 1);
    var calm = lived.compareTo(STABLE) >= 0 ? counted.withFailures(0) : counted;
    return calm.retry(Phase.START_LATER, "Envoy ended, starting it again");
  }

  private Step probed(String why) {
    if (phase != Phase.RUNNING && phase != Phase.READY) {
      return stay();
    }
    return in(why.isEmpty() ? Phase.READY : Phase.RUNNING, why).stay();
  }

  private Step retryDue() {
    return switch (phase) {
      case PREPARE_LATER -> begin();
      case START_LATER -> start();
      default -> stay();
    };
  }

  private Step released() {
    return phase == Phase.STOPPING ? withFailures(0).begin() : stay();
  }

  private Step retry(Phase later, String why) {
    if (networkNamespace.isEmpty() || assigned.isEmpty()) {
      return release();
    }
    var delay = FIRST_RETRY;
    for (int i = 0; i < failures && delay.compareTo(LAST_RETRY) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return withFailures(failures + 1)
        .in(later, why)
        .then(List.of(new RetryAfter(delay.compareTo(LAST_RETRY) < 0 ? delay : LAST_RETRY)));
  }

  private Step stay() {
    return new Step(this, List.of());
  }

  private Step then(List<? extends LifecycleCommand> commands) {
    return new Step(this, List.copyOf(commands));
  }

  private Lifecycle in(Phase next, String why) {
    return new Lifecycle(next, networkNamespace, assigned, named, envoy, failures, restarts, why);
  }

  private Lifecycle withNetworkNamespace(Optional<Path> path) {
    return new Lifecycle(phase, path, assigned, named, envoy, failures, restarts, reason);
  }

  private Lifecycle withAssigned(Optional<AssignedWorkload> workload) {
    return new Lifecycle(
        phase, networkNamespace, workload, named, envoy, failures, restarts, reason);
  }

  private Lifecycle withNamed(boolean isNamed) {
    return new Lifecycle(
        phase, networkNamespace, assigned, isNamed, envoy, failures, restarts, reason);
  }

  private Lifecycle withEnvoy(Optional<RunningProcess> process) {
    return new Lifecycle(
        phase, networkNamespace, assigned, named, process, failures, restarts, reason);
  }

  private Lifecycle withFailures(int count) {
    return new Lifecycle(phase, networkNamespace, assigned, named, envoy, count, restarts, reason);
  }

  private Lifecycle withRestarts(int count) {
    return new Lifecycle(phase, networkNamespace, assigned, named, envoy, failures, count, reason);
  }
}
