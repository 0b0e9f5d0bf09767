// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.session;

import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.WorkloadStatus;
import io.lateen.proto.node.v1.Hello;
import io.lateen.proto.node.v1.TrustBundle;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The agent as the session sees it. Methods do not block. */
public interface SessionPeer {

  /** How the agent introduces itself. */
  Hello hello();

  /** Takes the list of all workloads of this node. */
  void assign(List<AssignedWorkload> workloads);

  /** Takes new roots of trust. */
  void trust(TrustBundle bundle);

  /**
   * {@link io.lateen.identity.certificate.TrustBundle#fingerprint} of the roots that everybody on
   * this node follows; empty while somebody does not. Asked once a second.
   */
  Optional<String> followedRoots();

  /** Hands over what is known of all workloads, on the loop thread. */
  void statuses(Consumer<List<WorkloadStatus>> receiver);
}
