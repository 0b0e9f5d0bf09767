// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigDelta;
import io.lateen.api.gatewayapi.BackendTlsPolicy;
import io.lateen.api.gatewayapi.ConnectionRoute;
import io.lateen.api.gatewayapi.GatewayClass;
import io.lateen.api.gatewayapi.KubernetesGateway;
import io.lateen.api.gatewayapi.ListenerSet;
import io.lateen.api.gatewayapi.ReferenceGrant;
import io.lateen.api.gatewayapi.RequestRoute;
import io.lateen.mesh.object.KindSnapshot;
import java.util.stream.Stream;

/**
 * All objects of the Gateway API as they are written. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param requests HTTPRoutes and GRPCRoutes
 * @param connections TCPRoutes and TLSRoutes
 */
public record GatewayApiObjects(
    KindSnapshot<GatewayClass> classes,
    KindSnapshot<KubernetesGateway> gateways,
    KindSnapshot<ListenerSet> listenerSets,
    KindSnapshot<RequestRoute> requests,
    KindSnapshot<ConnectionRoute> connections,
    KindSnapshot<ReferenceGrant> grants,
    KindSnapshot<BackendTlsPolicy> policies) {

  public static final GatewayApiObjects EMPTY =
      new GatewayApiObjects(
          KindSnapshot.empty(GatewayClass.class),
          KindSnapshot.empty(KubernetesGateway.class),
          KindSnapshot.empty(ListenerSet.class),
          KindSnapshot.empty(RequestRoute.class),
          KindSnapshot.empty(ConnectionRoute.class),
          KindSnapshot.empty(ReferenceGrant.class),
          KindSnapshot.empty(BackendTlsPolicy.class));

  /** The state after {@code delta}; this very object when it touches none of these kinds. */
  public GatewayApiObjects apply(ConfigDelta delta) {
    var next =
        new GatewayApiObjects(
            classes.apply(delta),
            gateways.apply(delta),
            listenerSets.apply(delta),
            requests.apply(delta),
            connections.apply(delta),
            grants.apply(delta),
            policies.apply(delta));
    return next.isMadeOfTheParts(this) ? this : next;
  }

  private boolean isMadeOfTheParts(GatewayApiObjects other) {
    return classes == other.classes
        && gateways == other.gateways
        && listenerSets == other.listenerSets
        && requests == other.requests
        && connections == other.connections
        && grants == other.grants
        && policies == other.policies;
  }

  /** Whether nothing can come of them. */
  boolean isEmpty() {
    return Stream.of(gateways, listenerSets, requests, connections, policies)
        .allMatch(kind -> kind.byKey().isEmpty());
  }
}
