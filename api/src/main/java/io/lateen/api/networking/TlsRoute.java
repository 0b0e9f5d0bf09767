// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.List;

/**
 * One rule for TLS connections that are passed through.
 *
 * @param match alternatives; not empty
 * @param route weighted targets
 * @param line 1-based line in the origin on which the rule begins; 0 when unknown
 */
public record TlsRoute(List<TlsMatch> match, List<RouteDestination> route, int line) {

  /** Copies the collections. */
  public TlsRoute {
    match = List.copyOf(match);
    route = List.copyOf(route);
  }
}
