// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.List;

/**
 * One rule for connections of any protocol.
 *
 * @param match alternatives; empty matches everything
 * @param route weighted targets
 * @param line 1-based line in the origin on which the rule begins; 0 when unknown
 */
public record TcpRoute(List<L4Match> match, List<RouteDestination> route, int line) {

  /** Copies the collections. */
  public TcpRoute {
    match = List.copyOf(match);
    route = List.copyOf(route);
  }
}
