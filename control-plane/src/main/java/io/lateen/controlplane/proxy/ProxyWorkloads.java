// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import io.lateen.controlplane.pipeline.ProxyFinder;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.xds.resource.ProxyNode;
import java.util.Optional;

/**
 * Finds a proxy's workload by the uid that the node agent put into its metadata; for proxies behind
 * another program by the name in their id, {@code sidecar~ADDRESS~POD.NAMESPACE~DOMAIN} (Istio:
 * pilot/pkg/model/context.go ParseServiceNodeWithMetadata). Whoever decides about access compares
 * the workload's node with the proven one of the caller.
 */
public final class ProxyWorkloads implements ProxyFinder {

  private static final int NAME = 2;
  private static final int PARTS = 4;

  @Override
  public Optional<Workload> find(MeshSnapshot mesh, ProxyNode node) {
    var uid = node.metadataText(ProxyNode.WORKLOAD_UID);
    return uid.isPresent()
        ? mesh.workloads().byUid(uid.get())
        : named(node.id()).flatMap(mesh.workloads()::get);
  }

  private static Optional<WorkloadKey> named(String id) {
    var parts = id.split("~", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    var name = parts[NAME];
    int dot = name.lastIndexOf('.');
    return dot <= 0
        ? Optional.empty()
        : Optional.of(new WorkloadKey(name.substring(dot + 1), name.substring(0, dot)));
  }
}
