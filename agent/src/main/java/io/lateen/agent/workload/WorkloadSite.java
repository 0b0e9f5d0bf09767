// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.agent.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What one workload has on this node: its socket, its identity, its capture and its Envoy. All
 * methods block. Commands come one at a time; {@link #isRunning} and {@link #probe} come from
 * another thread meanwhile.
 */
public interface WorkloadSite {

  /**
   * Opens socket and identity and puts capture in force; what an earlier, failed call left is used
   * or replaced.
   *
   * @return the Envoy that an earlier agent started, if it still runs in this namespace
   * @throws IOException with a sentence for users when something does not work
   */
  Optional<RunningProcess> prepare(AssignedWorkload workload, Path networkNamespace)
      throws IOException;

  /** Puts changed labels and annotations in force; a failure is reported and keeps the old ones. */
  void update(AssignedWorkload workload, Path networkNamespace);

  /**
   * Starts the Envoy.
   *
   * @throws IOException with a sentence for users when it cannot be started
   */
  RunningProcess start(AssignedWorkload workload, Path networkNamespace) throws IOException;

  /** Whether this Envoy still runs. */
  boolean isRunning(RunningProcess envoy);

  /** Why the Envoy is not ready; empty when it is. */
  String probe();

  /** Drains and ends the Envoy and takes down everything, on disk too. */
  void release(Optional<RunningProcess> envoy);

  /**
   * Takes down what an earlier agent left of a workload that went while no agent ran. The first and
   * only call on its site.
   */
  void sweep();

  /** Seconds since 1970 at which the certificate expires; 0 while there is none. */
  long certificateNotAfter();

  /**
   * Lets go of sockets; Envoy, capture and files stay. Comes last: when the agent stops, or when
   * nothing is left of the workload.
   */
  void close();
}
