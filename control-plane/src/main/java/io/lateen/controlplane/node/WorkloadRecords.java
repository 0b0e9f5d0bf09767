// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.mesh.workload.Workload;
import java.util.List;
import java.util.Optional;

/** What the mesh knows about who runs where; the authority for identities. Safe for all threads. */
public interface WorkloadRecords {

  /** The workloads with a proxy that run on a node. */
  List<Workload> on(String node);

  /** What the proxy of a workload shall be like. */
  ProxySettings settings(Workload workload);

  /** What EnvoyFilters add to the bootstrap of its proxy, in JSON; empty for nothing. */
  String bootstrap(Workload workload);

  /** The workload with a uid. */
  Optional<Workload> byUid(String uid);

  /** Whether a workload or a group of workloads has this service account. */
  boolean has(String namespace, String serviceAccount);

  /** The service account of a WorkloadGroup; empty when there is no such group. */
  Optional<String> groupAccount(String namespace, String group);
}
