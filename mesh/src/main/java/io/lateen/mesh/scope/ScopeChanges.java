// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.networking.VirtualService;
import io.lateen.mesh.object.Age;
import io.lateen.mesh.routing.ResolvedVirtualService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two states of what scopes depend on.
 *
 * @param before the earlier state
 * @param now the later state
 * @param services hosts of which another set of services is there
 * @param routes VirtualServices for sidecars that differ
 * @param rules hosts, patterns among them, whose DestinationRules differ
 */
record ScopeChanges(
    ScopeInputs before,
    ScopeInputs now,
    List<String> services,
    List<Age> routes,
    Set<String> rules) {

  /** Everything that there is, for a scope that is computed from nothing. */
  static ScopeChanges all(ScopeInputs now) {
    return between(ScopeInputs.EMPTY, now);
  }

  /** The changes; empty when something differs that may concern everything. */
  static Optional<ScopeChanges> small(ScopeInputs before, ScopeInputs now) {
    return before.settings() == now.settings()
            && before.servicePolicies() == now.servicePolicies()
            && before.namespaces() == now.namespaces()
        ? Optional.of(between(before, now))
        : Optional.empty();
  }

  private static ScopeChanges between(ScopeInputs before, ScopeInputs now) {
    var mesh = VirtualService.MESH_GATEWAY;
    return new ScopeChanges(
        before,
        now,
        before.services().byHost().changed(now.services().byHost()),
        before.virtualServices().of(mesh).changed(now.virtualServices().of(mesh)),
        before.destinationRules().changedHosts(now.destinationRules()));
  }

  static @Nullable ResolvedVirtualService routes(ScopeInputs of, Age age) {
    return of.virtualServices().of(VirtualService.MESH_GATEWAY).get(age);
  }
}
