// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.translate.listener.OutboundPlanner;
import io.lateen.translate.nametable.NameTableKey;
import io.lateen.translate.route.HostClaim;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one plan contributes to what proxies of a class share; what is put together of many pieces
 * is not part of it.
 *
 * @param resources those that are the plan's alone
 * @param names for the name table
 * @param facts about all listeners and routes
 * @param wanted of listeners
 * @param hosts wanted of route configurations, by port; of a service every port is a key
 */
record Piece(
    ResourcePart resources,
    List<NameTableKey.Entry> names,
    Optional<OutboundFacts> facts,
    OutboundPlanner.Wanted wanted,
    Map<Integer, List<HostClaim>> hosts) {

  static final Piece NONE =
      new Piece(
          new ResourcePart.Builder().build(),
          List.of(),
          Optional.empty(),
          OutboundPlanner.Wanted.NOTHING,
          Map.of());

  Piece {
    names = List.copyOf(names);
    hosts = Map.copyOf(hosts);
  }

  static Piece of(ResourcePart resources, List<NameTableKey.Entry> names) {
    return new Piece(resources, names, NONE.facts, NONE.wanted, NONE.hosts);
  }

  static Piece of(OutboundFacts facts) {
    return new Piece(NONE.resources, NONE.names, Optional.of(facts), NONE.wanted, NONE.hosts);
  }

  static Piece of(OutboundPlanner.Wanted wanted, Map<Integer, List<HostClaim>> hosts) {
    return new Piece(NONE.resources, NONE.names, NONE.facts, wanted, hosts);
  }

  /** The hosts that are wanted of the route configurations of a port. */
  List<HostClaim> hosts(int port) {
    return hosts.getOrDefault(port, List.of());
  }

  /**
   * A piece that another one replaces.
   *
   * @param before {@link #NONE} for a new plan
   * @param after {@link #NONE} when the plan is gone
   */
  record Swap(PlanName name, Piece before, Piece after) {}
}
