// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of a call. Names are empty where the call did not come that far.
 *
 * @param routeConfig the route configuration that is got by RDS; empty for one inside the listener
 * @param route the route's name, which may be empty
 * @param cluster where the call goes; empty when several clusters share the calls
 * @param clusters all clusters that may get it
 * @param error why it ends early; empty also for a redirection or answer that a route gives
 * @param steps how it came to be
 */
public record Answer(
    String listener,
    String filterChain,
    String routeConfig,
    String virtualHost,
    String route,
    String cluster,
    List<Share> clusters,
    List<Target> endpoints,
    Optional<Failure> error,
    List<PolicyDecision> policies,
    List<Step> steps) {

  /**
   * A cluster's part of the calls.
   *
   * @param percent 0 to 100
   */
  public record Share(String cluster, double percent) {}

  /**
   * A place where the call may end.
   *
   * @param address IP address with port, host name with port, or path of a Unix socket
   * @param priority 0 is used first
   * @param percent share of the calls at this priority, when all endpoints are healthy
   */
  public record Target(
      String cluster,
      String address,
      String locality,
      int priority,
      double percent,
      String health) {}

  public Answer {
    clusters = List.copyOf(clusters);
    endpoints = List.copyOf(endpoints);
    policies = List.copyOf(policies);
    steps = List.copyOf(steps);
  }
}
