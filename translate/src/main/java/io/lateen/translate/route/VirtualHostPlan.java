// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import java.util.List;

/**
 * One virtual host.
 *
 * @param name unique in its route configuration
 * @param domains host names it answers to; no other virtual host of the configuration has them
 * @param routes first match wins
 * @param requireTls whether plain HTTP is answered with a redirection to HTTPS
 */
public record VirtualHostPlan(
    String name, List<String> domains, List<RoutePlan> routes, boolean requireTls) {

  public VirtualHostPlan {
    domains = List.copyOf(domains);
    routes = List.copyOf(routes);
  }
}
