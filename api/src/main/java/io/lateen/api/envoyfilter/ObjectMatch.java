// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.envoyfilter;

import java.util.Optional;

/** Condition on the thing that is changed; empty texts and zero ports match everything. */
public sealed interface ObjectMatch {

  /**
   * On a listener.
   *
   * @param portNumber its port, as services name it
   * @param portName name of a port of a gateway's server
   * @param name its name
   * @param listenerFilter name of one of its listener filters
   * @param filterChain one of its filter chains
   */
  record Listener(
      long portNumber,
      String portName,
      String name,
      String listenerFilter,
      Optional<FilterChain> filterChain)
      implements ObjectMatch {}

  /**
   * On a filter chain.
   *
   * @param name its name
   * @param sni server name that it matches
   * @param transportProtocol transport protocol that it matches
   * @param applicationProtocols application protocols that it matches, comma-separated
   * @param destinationPort port that it matches
   * @param transportSocket name of its transport socket
   * @param filter one of its filters
   */
  record FilterChain(
      String name,
      String sni,
      String transportProtocol,
      String applicationProtocols,
      long destinationPort,
      String transportSocket,
      Optional<Filter> filter) {}

  /**
   * On a filter.
   *
   * @param name its name
   * @param subFilter name of a filter inside the HTTP connection manager; empty when none is named
   */
  record Filter(String name, String subFilter) {}

  /**
   * On a route configuration.
   *
   * @param portNumber port of the service or of the gateway's server
   * @param portName name of a port of a gateway's server
   * @param gateway {@code namespace/name} of a gateway
   * @param name its name
   * @param virtualHost one of its virtual hosts
   */
  record RouteConfiguration(
      long portNumber,
      String portName,
      String gateway,
      String name,
      Optional<VirtualHost> virtualHost)
      implements ObjectMatch {}

  /**
   * On a virtual host.
   *
   * @param name its name
   * @param domainName one of its domains
   * @param route one of its routes
   */
  record VirtualHost(String name, String domainName, Optional<Route> route) {}

  /**
   * On a route.
   *
   * @param name its name
   * @param action what it does
   */
  record Route(String name, RouteAction action) {}

  /** What a route does. */
  enum RouteAction {
    /** Anything. */
    ANY,
    /** It leads to clusters. */
    ROUTE,
    /** It redirects. */
    REDIRECT,
    /** It answers. */
    DIRECT_RESPONSE
  }

  /**
   * On a cluster.
   *
   * @param portNumber port of the service, of the workload for inbound clusters
   * @param service host of the service
   * @param subset its subset
   * @param name its name
   */
  record Cluster(long portNumber, String service, String subset, String name)
      implements ObjectMatch {}

  /**
   * On a part of a waypoint.
   *
   * @param portNumber port of the service
   * @param route name of a route
   * @param filter a filter
   */
  record Waypoint(long portNumber, String route, Optional<Filter> filter) implements ObjectMatch {}
}
