// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.policy.Destinations;
import io.lateen.translate.view.ProxyView;
import io.lateen.translate.view.ScopedView;
import java.util.Optional;

/**
 * Turns the mesh into what one proxy gets. Equal inputs give equal bytes on every replica; what an
 * edit does not concern comes back as the same objects. Safe for several threads.
 */
public final class Translator {

  private final ResourceCatalog catalog = new ResourceCatalog();

  /** All resources of the proxy of {@code workload}, whatever it subscribes to. */
  public ProxyResources translate(MeshSnapshot mesh, Workload workload) {
    var scope = mesh.scopeOf(workload);
    var view = new ScopedView(mesh, scope);
    var collected = new ProxyResourcesBuilder(catalog);
    if (workload.role() == ProxyRole.ROUTER) {
      new GatewayTranslation(view, mesh, scope, collected).run();
    } else {
      new SidecarTranslation(view, egressCluster(view), collected).run();
    }
    return collected.build();
  }

  /** Where traffic goes that no service claims. */
  private static String egressCluster(ProxyView view) {
    var policy = view.outboundPolicy();
    if (policy.mode() == OutboundTrafficPolicy.Mode.REGISTRY_ONLY) {
      return IstioNames.BLACK_HOLE_CLUSTER;
    }
    return policy
        .egressProxy()
        .map(proxy -> Destinations.cluster(proxy, Optional.empty(), 0))
        .orElse(IstioNames.PASSTHROUGH_CLUSTER);
  }

  /** How many resources are shared at the moment; at most {@link KeyedCache#MAX_RESOURCES}. */
  public int sharedResources() {
    return catalog.size();
  }
}
