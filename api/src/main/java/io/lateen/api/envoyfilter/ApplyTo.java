// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.envoyfilter;

/** Kind of thing that an EnvoyFilter changes. */
public enum ApplyTo {
  /** Not written; refused. */
  INVALID,
  /** A listener. */
  LISTENER,
  /** A filter chain of a listener. */
  FILTER_CHAIN,
  /** A network filter of a chain. */
  NETWORK_FILTER,
  /** A filter of the HTTP connection manager. */
  HTTP_FILTER,
  /** A route configuration. */
  ROUTE_CONFIGURATION,
  /** A virtual host of a route configuration. */
  VIRTUAL_HOST,
  /** A route of a virtual host. */
  HTTP_ROUTE,
  /** A cluster. */
  CLUSTER,
  /** A filter configuration that is discovered. */
  EXTENSION_CONFIG,
  /** The bootstrap of the proxy. */
  BOOTSTRAP,
  /** A listener filter. */
  LISTENER_FILTER
}
