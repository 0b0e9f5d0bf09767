// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.translate.adorn.Additions;
import io.lateen.translate.adorn.AdornedListeners;
import io.lateen.translate.extension.ExtensionPlanner;
import io.lateen.translate.patch.Patches;
import io.lateen.translate.telemetry.TelemetryPlanner;
import io.lateen.translate.view.WorkloadView;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is attached to a proxy's finished resources: telemetry and extensions first, then patches,
 * which see them (decisions 033, 030).
 */
final class Attachments {

  private final AdornedListeners listeners = new AdornedListeners();
  private final Patches patches = new Patches();

  ProxyResources apply(
      ProxyResources resources, MeshSnapshot mesh, ProxyScope scope, WorkloadView view) {
    var adorned = adorned(resources, view);
    var filters = view.policies().envoyFilters();
    return filters.isEmpty()
        ? adorned
        : patches.apply(adorned, filters, AttachedPatches.facts(mesh, scope));
  }

  /** How much is kept of what was made, by kind. */
  Map<String, Integer> cached() {
    var sizes = new TreeMap<>(patches.cached());
    sizes.put("adorned", listeners.size());
    return sizes;
  }

  private ProxyResources adorned(ProxyResources resources, WorkloadView view) {
    var telemetry = new TelemetryPlanner(view);
    var reporting = telemetry.plan();
    var extensions = new ExtensionPlanner(view.policies());
    if (reporting.isEmpty() && extensions.isEmpty()) {
      return resources;
    }
    var additions = new Additions(reporting, extensions.extensions(), telemetry.causes());
    var adorned = listeners.apply(resources, view.role(), additions);
    var types = new TreeMap<String, Map<String, EncodedResource>>(adorned.byType());
    add(types, ResourceTypes.EXTENSION, extensions.configurations());
    add(types, ResourceTypes.CLUSTER, extensions.clusters());
    var problems =
        adorned
            .problems()
            .and(new Problems(telemetry.problems()))
            .and(new Problems(extensions.problems()));
    return new ProxyResources(types, problems);
  }

  private static void add(
      Map<String, Map<String, EncodedResource>> types,
      String type,
      Map<String, EncodedResource> more) {
    if (!more.isEmpty()) {
      var all = new TreeMap<>(types.getOrDefault(type, Map.of()));
      more.forEach(all::putIfAbsent);
      types.put(type, Collections.unmodifiableSortedMap(all));
    }
  }
}
