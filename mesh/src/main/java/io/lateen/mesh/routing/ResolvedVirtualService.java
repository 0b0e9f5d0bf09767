// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.routing;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.networking.VirtualService;
import io.lateen.mesh.object.Age;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.service.ExportTo;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A VirtualService ready for use.
 *
 * @param object as it was written
 * @param spec hosts, gateways ({@code namespace/name} or {@code mesh}) and destinations fully
 *     qualified; routes of delegates in the place of those that delegated
 * @param exportTo never unset; its own namespace is spelled out
 * @param httpOwners for each route of {@code spec.http()} the object whose line it carries
 * @param warnings about delegates that are missing or do not fit
 */
public record ResolvedVirtualService(
    ConfigObject<VirtualService> object,
    VirtualService spec,
    ExportTo exportTo,
    List<ObjectKey> httpOwners,
    List<Warning> warnings) {

  /** The order in which those that share a host are put together. */
  public static final Comparator<ResolvedVirtualService> BY_NAME =
      Comparator.comparing((ResolvedVirtualService routes) -> routes.key().name())
          .thenComparing(routes -> routes.key().namespace());

  public ResolvedVirtualService {
    httpOwners = List.copyOf(httpOwners);
    warnings = List.copyOf(warnings);
  }

  public ObjectKey key() {
    return object.key();
  }

  public Age age() {
    return Age.of(object);
  }

  /** Whether sidecars use it. */
  public boolean isForMesh() {
    return spec.effectiveGateways().contains(VirtualService.MESH_GATEWAY);
  }

  /** Whose rules hold. */
  public RouteSemantics semantics() {
    return RouteSemantics.of(object.meta());
  }

  /**
   * Whether the rules of the Gateway API hold: for services of its own namespace and callers of its
   * own namespace only, and prefixes of paths end at slashes.
   */
  public boolean followsGatewayApi() {
    return semantics() == RouteSemantics.GATEWAY_API;
  }

  /**
   * Whether proxies of a namespace apply these rules to a service of {@code producer}: routes of
   * the Gateway API are for both sides only, VirtualServices for all (Istio:
   * buildSidecarVirtualHostsForVirtualService).
   *
   * @param producer namespace of the service
   * @param client whether a namespace is the proxy's
   */
  public boolean appliesTo(String producer, Predicate<String> client) {
    var own = key().namespace();
    return !followsGatewayApi() || own.equals(producer) || client.test(own);
  }
}
