// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.api.Spec;
import java.util.List;

/**
 * How requests to some hosts are routed (api: networking/v1alpha3/virtual_service.proto).
 *
 * @param hosts hosts as written: names, short names, wildcards or addresses; not empty except in a
 *     delegate
 * @param gateways gateways as written that apply these routes, {@code mesh} for sidecars; empty
 *     stands for {@code mesh} alone
 * @param http rules for HTTP, first match wins
 * @param tls rules for TLS that is passed through, first match wins
 * @param tcp rules for other traffic, first match wins
 * @param exportTo where the object is visible: {@code .} own namespace, {@code *} everywhere,
 *     {@code ~} nowhere, or namespace names; empty stands for the default of the mesh
 */
public record VirtualService(
    List<String> hosts,
    List<String> gateways,
    List<HttpRoute> http,
    List<TlsRoute> tls,
    List<TcpRoute> tcp,
    List<String> exportTo)
    implements Spec {

  /** The gateway name that stands for all sidecars. */
  public static final String MESH_GATEWAY = "mesh";

  /** Copies the collections. */
  public VirtualService {
    hosts = List.copyOf(hosts);
    gateways = List.copyOf(gateways);
    http = List.copyOf(http);
    tls = List.copyOf(tls);
    tcp = List.copyOf(tcp);
    exportTo = List.copyOf(exportTo);
  }

  /** The gateways with the default applied: {@code mesh} when none are named. */
  public List<String> effectiveGateways() {
    return gateways.isEmpty() ? List.of(MESH_GATEWAY) : gateways;
  }

  /** Whether other virtual services may delegate to this one: it has no hosts of its own. */
  public boolean isDelegate() {
    return hosts.isEmpty();
  }
}
