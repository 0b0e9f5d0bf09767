// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.api.networking.ConsistentHash;
import io.lateen.api.networking.HeaderRules;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.servicepolicy.SessionPersistence;
import io.lateen.mesh.routing.RouteSemantics;
import io.lateen.translate.servicepolicy.RouteDefaults;
import java.util.List;
import java.util.Optional;

/** One route of a virtual host, with everything resolved that depends on other objects. */
public sealed interface RoutePlan {

  /**
   * The route of a service that no VirtualService mentions.
   *
   * @param operation name of spans, {@code HOST:PORT/*}
   * @param hash what picks the endpoint, when the DestinationRule says so
   * @param defaults time limit and retries
   * @param session what keeps sessions on their endpoint
   */
  record ToService(
      String cluster,
      String operation,
      Optional<ConsistentHash> hash,
      RouteDefaults defaults,
      Optional<SessionPersistence> session)
      implements RoutePlan {}

  /**
   * One condition of one rule of a VirtualService.
   *
   * @param match the condition; absent when the rule has none
   * @param destinations resolved targets of the rule, those without weight left out
   * @param mirrors resolved targets for copies
   * @param defaults what counts where the rule says nothing
   * @param config metadata path of the VirtualService
   * @param virtualService its name, for spans
   * @param port port of the listener
   * @param tls whether the listener decrypted TLS
   * @param semantics whose rules hold
   */
  record OfRule(
      HttpRoute rule,
      Optional<HttpMatch> match,
      List<Target> destinations,
      List<Mirror> mirrors,
      RouteDefaults defaults,
      String config,
      String virtualService,
      int port,
      boolean tls,
      RouteSemantics semantics)
      implements RoutePlan {

    public OfRule {
      destinations = List.copyOf(destinations);
      mirrors = List.copyOf(mirrors);
    }
  }

  /**
   * A weighted cluster.
   *
   * @param originatesTls whether the DestinationRule starts TLS to a server outside the mesh
   * @param session what keeps sessions on their endpoint
   */
  record Target(
      String cluster,
      int weight,
      HeaderRules headers,
      Optional<ConsistentHash> hash,
      boolean originatesTls,
      Optional<SessionPersistence> session) {}

  /**
   * A cluster that gets copies.
   *
   * @param percentage share of requests, above 0, up to 100
   */
  record Mirror(String cluster, double percentage) {}
}
