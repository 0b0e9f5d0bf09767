// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.patch.GatewayPorts;
import io.lateen.translate.patch.PatchFacts;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the patches of a proxy depend on, taken from the mesh. */
final class AttachedPatches {

  private AttachedPatches() {}

  static PatchFacts facts(MeshSnapshot mesh, ProxyScope scope) {
    var workload = scope.workload();
    return new PatchFacts(
        workload.role(),
        IstioNames.PROXY_VERSION,
        Map.of("NAMESPACE", workload.namespace()),
        workload.role() == ProxyRole.ROUTER ? ports(scope) : GatewayPorts.NONE,
        mesh.settings().rootNamespace(),
        mesh.meshConfig().securityFilters());
  }

  /** The same for what a proxy is started with, which no port decides. */
  static PatchFacts ofStart(MeshSnapshot mesh, Workload workload) {
    return new PatchFacts(
        workload.role(),
        IstioNames.PROXY_VERSION,
        Map.of("NAMESPACE", workload.namespace()),
        GatewayPorts.NONE,
        mesh.settings().rootNamespace(),
        mesh.meshConfig().securityFilters());
  }

  private static GatewayPorts ports(ProxyScope scope) {
    var ports = new TreeMap<Integer, Set<Integer>>();
    for (var served : scope.inbound().services()) {
      ports.computeIfAbsent(served.targetPort(), _ -> new TreeSet<>()).add(served.port().number());
    }
    return new GatewayPorts(ports);
  }
}
