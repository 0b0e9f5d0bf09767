// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import io.lateen.controlplane.pipeline.ProxyFinder;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.xds.resource.ProxyNode;
import java.util.Optional;

/** Finds a proxy's workload by the uid that the node agent put into its metadata. */
public final class ProxyWorkloads implements ProxyFinder {

  @Override
  public Optional<Workload> find(MeshSnapshot mesh, ProxyNode node) {
    return node.metadataText(ProxyNode.WORKLOAD_UID).flatMap(uid -> mesh.workloads().byUid(uid));
  }
}
