// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.http;

import io.lateen.api.meshconfig.GatewayTopology.ForwardClientCert;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.mesh.network.Networks;
import java.util.List;

/**
 * What stands before a gateway, and what is believed of it (api: mesh/v1alpha1/proxy.proto
 * Topology).
 *
 * @param trustedProxies how many proxies before the gateway are trusted to name the client, 0 or
 *     more
 * @param clientCertificates what becomes of {@code x-forwarded-client-cert}; never UNDEFINED
 * @param proxyProtocol whether connections begin with a PROXY protocol header
 * @param internal blocks of addresses whose headers for the mesh itself are kept
 */
public record GatewayTopology(
    int trustedProxies,
    ForwardClientCert clientCertificates,
    boolean proxyProtocol,
    List<String> internal) {

  public GatewayTopology {
    internal = List.copyOf(internal);
  }

  /**
   * The topology before a gateway.
   *
   * @param proxy settings of the gateway's proxy
   */
  public static GatewayTopology of(ProxySettings proxy, Networks networks) {
    var settings = proxy.topology();
    var written = settings.forwardClientCert();
    return new GatewayTopology(
        settings.numTrustedProxies(),
        written == ForwardClientCert.UNDEFINED ? ForwardClientCert.SANITIZE_SET : written,
        settings.proxyProtocol(),
        networks.blocks().stream().map(block -> block.addresses().text()).sorted().toList());
  }
}
