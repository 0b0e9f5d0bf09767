// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.networking.ConnectionPool;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.endpoint.Endpoint;
import io.lateen.mesh.endpoint.EndpointSet;
import io.lateen.mesh.scope.EgressScope;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the planners see of the mesh through the eyes of one proxy: visibility and conflicts are
 * decided already. Immutable; safe on any thread.
 */
public interface ProxyView {

  /** The workload of the proxy; for what belongs to this proxy alone. */
  Workload proxy();

  ProxyRole role();

  /** Namespace of the proxy. */
  String namespace();

  /** Where the proxy runs, {@code region/zone/subzone}; empty when unknown. */
  String locality();

  /** Whether the proxy's labels include all of these; true for none. */
  boolean hasLabels(Map<String, String> labels);

  /** Whether the address is one of the proxy's workload. */
  boolean isOwnAddress(String address);

  MeshConfig mesh();

  /** DNS domain of the proxy, {@code NAMESPACE.svc.DOMAIN}; short host names end before it. */
  String dnsDomain();

  /** Outbound listeners: those with a port of their own first, the catch-all last. */
  List<EgressScope> egress();

  /** All services of all egress listeners, each once, in a fixed order. */
  List<MeshService> services();

  /** The visible service of that name. */
  Optional<MeshService> service(String host);

  /** The rule for calls to that host. */
  Optional<MergedDestinationRule> destinationRule(String host);

  /** The endpoints of a service port. */
  EndpointSet endpoints(MeshService service, int port);

  /** Whether the mesh's mTLS may be used towards an endpoint. */
  boolean acceptsMtls(Endpoint endpoint);

  /**
   * What may be assumed of a service port for which nobody wrote TLS settings.
   *
   * @param passthrough whether the address that the caller asked for is kept
   */
  MtlsMode inferredMtls(MeshService service, int port, boolean passthrough);

  /** What happens to traffic to unknown hosts. */
  OutboundTrafficPolicy outboundPolicy();

  /** The workload's own ports, in ascending order. */
  List<InboundPort> inbound();

  /** Which connections this workload accepts on ports without an own rule; never UNSET. */
  MtlsMode inboundMode();

  /** Ports with an own rule. */
  Map<Integer, MtlsMode> inboundPortModes();

  /** Limits that a Sidecar object sets for inbound connections to a port. */
  Optional<ConnectionPool> inboundPool(int port);
}
