// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.routing;

import io.lateen.mesh.object.Age;
import java.util.Comparator;
import java.util.Optional;

/**
 * The place of a VirtualService among those that proxies of one namespace may use, which decides
 * who wins a host: first those that are exported to this namespace by name, then the public ones,
 * each oldest first; of the public ones those of the Gateway API in this namespace come before
 * (istio/istio pilot/pkg/model/push_context.go, VirtualServicesForGateway).
 */
public record RouteRank(Group group, Age age) implements Comparable<RouteRank> {

  private static final Comparator<RouteRank> ORDER =
      Comparator.comparing(RouteRank::group).thenComparing(RouteRank::age);

  /** Why a VirtualService is visible; the first one wins. */
  public enum Group {
    EXPORTED_BY_NAME,
    OWN_GATEWAY_API,
    PUBLIC
  }

  /** The rank for proxies of a namespace; empty when they may not use it. */
  public static Optional<RouteRank> of(ResolvedVirtualService routes, String namespace) {
    if (routes.exportTo().isPublic()) {
      boolean own = routes.followsGatewayApi() && routes.key().namespace().equals(namespace);
      return Optional.of(new RouteRank(own ? Group.OWN_GATEWAY_API : Group.PUBLIC, routes.age()));
    }
    return routes.exportTo().entries().contains(namespace)
        ? Optional.of(new RouteRank(Group.EXPORTED_BY_NAME, routes.age()))
        : Optional.empty();
  }

  @Override
  public int compareTo(RouteRank other) {
    return ORDER.compare(this, other);
  }
}
