// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.xds.resource.ProxyNode;
import java.util.Optional;

/** Finds the workload that a proxy stands for. */
public interface ProxyFinder {

  /** Empty while the mesh has no such workload. Asks nothing else of the mesh. */
  Optional<Workload> find(MeshSnapshot mesh, ProxyNode node);
}
