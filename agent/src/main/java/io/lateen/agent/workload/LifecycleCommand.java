// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.agent.process.RunningProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What has to be done for a workload; each is answered by one event, unless it says otherwise. */
public sealed interface LifecycleCommand {

  /** Open its socket and identity, put capture in force, look for a running Envoy. */
  record Prepare(AssignedWorkload workload, Path networkNamespace) implements LifecycleCommand {}

  /** Its annotations or labels changed: put them in force. Has no answer. */
  record Update(AssignedWorkload workload, Path networkNamespace) implements LifecycleCommand {}

  /** Start its Envoy. */
  record StartEnvoy(AssignedWorkload workload, Path networkNamespace) implements LifecycleCommand {}

  /** Send {@code RetryDue} after a while. */
  record RetryAfter(Duration delay) implements LifecycleCommand {}

  /** Send {@code GraceOver} after a while, unless it is assigned again. */
  record StartGrace(Duration delay) implements LifecycleCommand {}

  /** Drain and end its Envoy, then take down everything else. */
  record Release(Optional<RunningProcess> envoy) implements LifecycleCommand {}
}
