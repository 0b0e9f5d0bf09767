// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.agent.process.RunningProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What can happen to a workload. */
public sealed interface LifecycleEvent {

  /** This machine says that it runs here. */
  record Registered(Path networkNamespace) implements LifecycleEvent {}

  /** This machine says that it is going. */
  record Unregistered() implements LifecycleEvent {}

  /** The control plane says who it is, or says it anew. */
  record Assigned(AssignedWorkload workload) implements LifecycleEvent {}

  /** The control plane does not name it any more. */
  record Unassigned() implements LifecycleEvent {}

  /** It has not been named for the whole grace period. */
  record GraceOver() implements LifecycleEvent {}

  /**
   * Socket, identity and capture are there.
   *
   * @param networkNamespace where
   * @param running its Envoy, when an earlier agent started one that still runs
   */
  record Prepared(Path networkNamespace, Optional<RunningProcess> running)
      implements LifecycleEvent {}

  /** Something that comes before Envoy did not work. */
  record PrepareFailed(String reason) implements LifecycleEvent {}

  /** Envoy was started in a network namespace. */
  record EnvoyStarted(Path networkNamespace, RunningProcess process) implements LifecycleEvent {}

  /** Envoy could not be started. */
  record EnvoyNotStarted(String reason) implements LifecycleEvent {}

  /**
   * Envoy has ended by itself.
   *
   * @param lived how long it ran
   */
  record EnvoyEnded(Duration lived) implements LifecycleEvent {}

  /**
   * Envoy was asked whether it is ready.
   *
   * @param reason why it is not; empty when it is
   */
  record Probed(String reason) implements LifecycleEvent {}

  /** The back-off is over. */
  record RetryDue() implements LifecycleEvent {}

  /** Everything of the workload has been taken down. */
  record Released() implements LifecycleEvent {}
}
