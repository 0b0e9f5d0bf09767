// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Resource types that the relay treats in a way of their own (Envoy's xds_protocol.rst). */
final class RelayTypes {

  static final String CLUSTER = "type.googleapis.com/envoy.config.cluster.v3.Cluster";
  static final String ENDPOINT =
      "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment";
  static final String LISTENER = "type.googleapis.com/envoy.config.listener.v3.Listener";
  static final String SCOPED_ROUTE =
      "type.googleapis.com/envoy.config.route.v3.ScopedRouteConfiguration";
  static final String ROUTE = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration";
  static final String VIRTUAL_HOST = "type.googleapis.com/envoy.config.route.v3.VirtualHost";

  /** Certificates with keys that Gateways and DestinationRules name. */
  static final String SECRET =
      "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";

  /**
   * Subscribed to by the relay itself, for the node's DNS (istio/istio pkg/dns/proto/nds.proto).
   */
  static final String NAME_TABLE = "type.googleapis.com/istio.networking.nds.v1.NameTable";

  /** What is referred to before what refers to it. */
  private static final List<String> ORDER =
      List.of(CLUSTER, ENDPOINT, LISTENER, SCOPED_ROUTE, ROUTE, VIRTUAL_HOST);

  /** Types whose first request without names asks for everything. */
  private static final Set<String> LEGACY_WILDCARD =
      Set.of(CLUSTER, LISTENER, SCOPED_ROUTE, NAME_TABLE);

  private static final int REVISION_DIGITS = 18;

  private RelayTypes() {}

  /** Place in the order of sending. */
  static int rank(String typeUrl) {
    int rank = ORDER.indexOf(typeUrl);
    return rank < 0 ? ORDER.size() : rank;
  }

  /** The revision in the version of a response, {@code EPOCH@REVISION}; empty without one. */
  static OptionalLong revision(DeltaDiscoveryResponse response) {
    var version = response.getSystemVersionInfo();
    var at = version.indexOf('@');
    var digits = at < 0 ? "" : version.substring(at + 1);
    return digits.isEmpty()
            || digits.length() > REVISION_DIGITS
            || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(digits));
  }

  static boolean legacyWildcard(String typeUrl) {
    return LEGACY_WILDCARD.contains(typeUrl);
  }
}
