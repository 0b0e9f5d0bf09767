// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.mesh.routing.RouteRank;
import io.lateen.mesh.scope.ServiceRank;

/** What a plan is for; the name says all that its view does not. */
sealed interface PlanName {

  /** The clusters of a service, their load assignments, and its names. */
  record Clusters(String host) implements PlanName {}

  /** The clusters of a service that receive the mesh's TLS unopened. */
  record PassedOn(String host) implements PlanName {}

  /** Clusters that every proxy has. */
  record Fixed() implements PlanName {}

  /** What all outbound listeners and route configurations depend on. */
  record Outbound() implements PlanName {}

  /**
   * What a service needs of a listener.
   *
   * @param egress index of the Sidecar's listener
   */
  record OfService(int egress, ServiceRank rank) implements PlanName, Comparable<OfService> {

    String host() {
      return rank.order().key().hostname();
    }

    @Override
    public int compareTo(OfService other) {
      return egress == other.egress
          ? rank.compareTo(other.rank)
          : Integer.compare(egress, other.egress);
    }
  }

  /**
   * What a VirtualService wants of the route configurations of a listener.
   *
   * @param egress index of the Sidecar's listener
   */
  record OfRoutes(int egress, RouteRank rank) implements PlanName, Comparable<OfRoutes> {

    @Override
    public int compareTo(OfRoutes other) {
      return egress == other.egress
          ? rank.compareTo(other.rank)
          : Integer.compare(egress, other.egress);
    }
  }
}
