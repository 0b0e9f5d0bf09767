// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.resource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The resource types of the discovery protocol, as written on the wire (Envoy's xds_protocol.rst,
 * "Resource Types"; the name table: istio/istio pkg/dns/proto/nds.proto).
 */
public final class TypeUrls {

  public static final String CLUSTER = "type.googleapis.com/envoy.config.cluster.v3.Cluster";
  public static final String ENDPOINT =
      "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment";
  public static final String LISTENER = "type.googleapis.com/envoy.config.listener.v3.Listener";
  public static final String ROUTE = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration";
  public static final String SCOPED_ROUTE =
      "type.googleapis.com/envoy.config.route.v3.ScopedRouteConfiguration";
  public static final String VIRTUAL_HOST = "type.googleapis.com/envoy.config.route.v3.VirtualHost";
  public static final String EXTENSION_CONFIG =
      "type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig";
  public static final String SECRET =
      "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";
  public static final String NAME_TABLE = "type.googleapis.com/istio.networking.nds.v1.NameTable";

  /**
   * The order of sending: what is referred to goes before what refers to it (xds_protocol.rst,
   * "Eventual consistency considerations"). Types that are not listed come last.
   */
  public static final List<String> PUSH_ORDER =
      List.of(
          CLUSTER,
          ENDPOINT,
          LISTENER,
          SCOPED_ROUTE,
          ROUTE,
          VIRTUAL_HOST,
          EXTENSION_CONFIG,
          SECRET,
          NAME_TABLE);

  /** Types whose first request without names means "everything" (the legacy wildcard). */
  public static final Set<String> LEGACY_WILDCARD =
      Set.of(CLUSTER, LISTENER, SCOPED_ROUTE, NAME_TABLE);

  /** Types whose state-of-the-world responses are complete: what is missing is deleted. */
  public static final Set<String> FULL_STATE = Set.of(CLUSTER, LISTENER, SCOPED_ROUTE, NAME_TABLE);

  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          CLUSTER, "cds",
          ENDPOINT, "eds",
          LISTENER, "lds",
          SCOPED_ROUTE, "srds",
          ROUTE, "rds",
          VIRTUAL_HOST, "vhds",
          EXTENSION_CONFIG, "ecds",
          SECRET, "sds",
          NAME_TABLE, "nds");

  private static final Map<String, String> KNOWN =
      PUSH_ORDER.stream().collect(Collectors.toUnmodifiableMap(url -> url, url -> url));

  private TypeUrls() {}

  /** The constant that equals a type; the text itself for a type without one. */
  public static String shared(String typeUrl) {
    return KNOWN.getOrDefault(typeUrl, typeUrl);
  }

  /** The customary abbreviation in lower case ({@code cds}), or {@code other}. */
  public static String shortName(String typeUrl) {
    return SHORT_NAMES.getOrDefault(typeUrl, "other");
  }

  /** The place in {@link #PUSH_ORDER}; types that are not listed share the last one. */
  public static int pushRank(String typeUrl) {
    int rank = PUSH_ORDER.indexOf(typeUrl);
    return rank < 0 ? PUSH_ORDER.size() : rank;
  }
}
