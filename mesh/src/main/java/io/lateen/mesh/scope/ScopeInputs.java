// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.kubernetes.Namespace;
import io.lateen.mesh.destination.DestinationRulesSnapshot;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.routing.VirtualServicesSnapshot;
import io.lateen.mesh.service.ServicesSnapshot;
import io.lateen.mesh.servicepolicy.ServicePoliciesSnapshot;
import io.lateen.mesh.settings.SettingsSnapshot;
import io.lateen.mesh.sidecar.SidecarsSnapshot;

/**
 * Everything that outbound scopes depend on; endpoints and workloads are not among it.
 *
 * @param namespaces none unless the settings make visibility depend on their labels
 */
public record ScopeInputs(
    ServicesSnapshot services,
    VirtualServicesSnapshot virtualServices,
    DestinationRulesSnapshot destinationRules,
    SidecarsSnapshot sidecars,
    ServicePoliciesSnapshot servicePolicies,
    SettingsSnapshot settings,
    KindSnapshot<Namespace> namespaces) {

  private static final KindSnapshot<Namespace> NO_NAMESPACES = KindSnapshot.empty(Namespace.class);

  public static final ScopeInputs EMPTY =
      new ScopeInputs(
          ServicesSnapshot.EMPTY,
          VirtualServicesSnapshot.EMPTY,
          DestinationRulesSnapshot.EMPTY,
          SidecarsSnapshot.EMPTY,
          ServicePoliciesSnapshot.EMPTY,
          SettingsSnapshot.EMPTY,
          NO_NAMESPACES);

  /** The namespaces that count under these settings. */
  public static KindSnapshot<Namespace> counting(
      SettingsSnapshot settings, KindSnapshot<Namespace> all) {
    return EntryVisibility.written(settings.mesh()).isPresent() ? all : NO_NAMESPACES;
  }

  /** Whether every part is the very same object. */
  public boolean isSameAs(ScopeInputs other) {
    return differsInRoutesOnly(other)
        && virtualServices == other.virtualServices
        && destinationRules == other.destinationRules;
  }

  /** Whether every part but VirtualServices and DestinationRules is the very same object. */
  public boolean differsInRoutesOnly(ScopeInputs other) {
    return services == other.services
        && sidecars == other.sidecars
        && servicePolicies == other.servicePolicies
        && settings == other.settings
        && namespaces == other.namespaces;
  }
}
