// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.secret;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.DestinationRule;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.destination.DestinationRulesSnapshot;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.ResourceTypes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds a proxy's secrets to its resources. Safe for several threads. */
public final class ProxySecrets {

  /** The rules of one state that name secrets; found once for all proxies. */
  private record Naming(DestinationRulesSnapshot of, List<ConfigObject<DestinationRule>> rules) {}

  private volatile Naming naming = new Naming(DestinationRulesSnapshot.EMPTY, List.of());

  /** The resources with secrets; the very ones when the proxy's configuration names none. */
  public ProxyResources apply(ProxyResources resources, MeshSnapshot mesh, ProxyScope scope) {
    var uses = new SecretUses(mesh, scope, rules(mesh)).all();
    if (uses.isEmpty()) {
      return resources;
    }
    var planner = new SecretPlanner(mesh, scope.workload().namespace());
    planner.plan(uses);
    var types = new TreeMap<String, Map<String, EncodedResource>>(resources.byType());
    SortedMap<String, EncodedResource> secrets = new TreeMap<>(planner.resources());
    types.put(ResourceTypes.SECRET, Collections.unmodifiableSortedMap(secrets));
    return new ProxyResources(types, resources.problems().and(new Problems(planner.problems())));
  }

  private List<ConfigObject<DestinationRule>> rules(MeshSnapshot mesh) {
    var known = naming;
    if (known.of() != mesh.destinationRules()) {
      known = new Naming(mesh.destinationRules(), SecretUses.naming(mesh));
      naming = known;
    }
    return known.rules();
  }
}
