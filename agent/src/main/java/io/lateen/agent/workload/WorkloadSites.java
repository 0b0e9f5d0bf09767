// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import java.util.Set;

/** Makes and finds what workloads have on this node. */
public interface WorkloadSites {

  /** A new site of a workload; makes nothing yet and does not block. */
  WorkloadSite open(String uid);

  /** Workloads of which an earlier agent left something. Blocks. */
  Set<String> leftovers();
}
