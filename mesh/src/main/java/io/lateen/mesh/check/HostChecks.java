// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.check;

import io.lateen.api.networking.HttpRoute;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.scope.HostConflict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds VirtualServices for sidecars that lose a host everywhere: an older one has it in every
 * namespace that sees them. Those that lose in some namespaces only are told by the scopes there.
 */
final class HostChecks {

  private final MeshSnapshot mesh;

  HostChecks(MeshSnapshot mesh) {
    this.mesh = mesh;
  }

  List<Warning> warnings() {
    var warnings = new ArrayList<Warning>();
    Map<String, List<ResolvedVirtualService>> owners = new HashMap<>();
    Map<String, List<ResolvedVirtualService>> sharing = new TreeMap<>();
    for (ResolvedVirtualService routes : mesh.virtualServices().all()) {
      if (!routes.isForMesh() || routes.followsGatewayApi() || routes.spec().http().isEmpty()) {
        continue;
      }
      for (String host : new TreeSet<>(routes.spec().hosts())) {
        if (isMerged(host)) {
          sharing.computeIfAbsent(host, key -> new ArrayList<>()).add(routes);
          continue;
        }
        List<ResolvedVirtualService> older = owners.computeIfAbsent(host, key -> new ArrayList<>());
        @Nullable ResolvedVirtualService winner =
            older.stream().filter(one -> hides(one, routes)).findFirst().orElse(null);
        if (winner == null) {
          older.add(routes);
        } else {
          warnings.add(HostConflict.lost(routes, host, winner));
        }
      }
    }
    sharing.forEach((host, all) -> warnings.addAll(unreachable(host, all)));
    return warnings;
  }

  /** Of rules for one host that take every request, the first by name is reached. */
  private static List<Warning> unreachable(String host, List<ResolvedVirtualService> sharing) {
    List<ResolvedVirtualService> catchingAll =
        sharing.stream()
            .filter(routes -> routes.spec().http().stream().anyMatch(HttpRoute::takesEverything))
            .sorted(ResolvedVirtualService.BY_NAME)
            .toList();
    return catchingAll.stream()
        .skip(1)
        .map(loser -> HostConflict.unreached(loser, host, catchingAll.getFirst()))
        .toList();
  }

  private boolean isMerged(String host) {
    return mesh.services().ofHost(host).values().stream()
        .anyMatch(
            service ->
                mesh.servicePolicies().of(service.key(), mesh.settings().rootNamespace()).merges());
  }

  private static boolean hides(ResolvedVirtualService older, ResolvedVirtualService younger) {
    return older.exportTo().isPublic()
        ? younger.exportTo().isPublic()
        : older.exportTo().entries().containsAll(younger.exportTo().entries());
  }
}
