// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.policy;

import io.lateen.api.networking.Destination;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Resolution;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;
import java.util.Optional;

/** From destinations in rules to clusters (Istio: core/route/route.go GetDestinationCluster). */
public final class Destinations {

  private Destinations() {}

  /**
   * The cluster of a destination, whether or not it exists: requests to a missing one fail with
   * 503, which tells more than a rule that silently does nothing.
   *
   * @param service the destination's host, when it is visible
   * @param listenerPort port of the listener; counts when neither the rule nor the service decide
   */
  public static String cluster(
      Destination destination, Optional<MeshService> service, int listenerPort) {
    return destination.host().isEmpty()
        ? IstioNames.UNKNOWN_SERVICE_CLUSTER
        : name(destination, service, listenerPort).value();
  }

  /** The parts of that cluster's name. */
  public static EnvoyClusterName name(
      Destination destination, Optional<MeshService> service, int listenerPort) {
    var host =
        service
            .filter(found -> found.resolution() == Resolution.ALIAS)
            .flatMap(Destinations::target)
            .orElse(destination.host());
    return new EnvoyClusterName(
        port(destination, service, listenerPort), destination.subset(), host);
  }

  private static int port(
      Destination destination, Optional<MeshService> service, int listenerPort) {
    if (destination.port().isPresent()) {
      return destination.port().getAsInt();
    }
    return service
        .filter(found -> found.ports().size() == 1)
        .map(found -> found.ports().getFirst().number())
        .orElse(listenerPort);
  }

  private static Optional<String> target(MeshService alias) {
    return alias.aliasOf().isEmpty() ? Optional.empty() : Optional.of(alias.aliasOf());
  }
}
