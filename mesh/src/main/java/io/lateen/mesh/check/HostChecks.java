// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.check;

import io.lateen.mesh.object.Warning;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.routing.VirtualServicesSnapshot;
import io.lateen.mesh.scope.HostConflict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds VirtualServices for sidecars that lose a host everywhere: an older one has it in every
 * namespace that sees them. Those that lose in some namespaces only are told by the scopes there.
 */
final class HostChecks {

  private final VirtualServicesSnapshot all;

  HostChecks(VirtualServicesSnapshot all) {
    this.all = all;
  }

  List<Warning> warnings() {
    var warnings = new ArrayList<Warning>();
    Map<String, List<ResolvedVirtualService>> owners = new HashMap<>();
    for (ResolvedVirtualService routes : all.all()) {
      if (!routes.isForMesh() || routes.spec().http().isEmpty()) {
        continue;
      }
      for (String host : new TreeSet<>(routes.spec().hosts())) {
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
    return warnings;
  }

  private static boolean hides(ResolvedVirtualService older, ResolvedVirtualService younger) {
    return older.exportTo().isPublic()
        ? younger.exportTo().isPublic()
        : older.exportTo().entries().containsAll(younger.exportTo().entries());
  }
}
