// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.http;

import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.mesh.workload.Workload;

/**
 * What stands before a gateway, and what is believed of it (api: mesh/v1alpha1/proxy.proto
 * Topology).
 *
 * @param trustedProxies how many proxies before the gateway are trusted to name the client, 0 or
 *     more
 * @param clientCertificates what becomes of the header that tells the client's certificate
 * @param proxyProtocol whether connections begin with a PROXY protocol header
 */
public record GatewayTopology(
    int trustedProxies, ClientCertificates clientCertificates, boolean proxyProtocol) {

  /** Nothing is before the gateway, nothing that a client claims is believed. */
  public static final GatewayTopology DIRECT =
      new GatewayTopology(0, ClientCertificates.SANITIZE_SET, false);

  /** What becomes of {@code x-forwarded-client-cert}. */
  public enum ClientCertificates {
    /** It is removed. */
    SANITIZE,
    /** It passes if the connection is mTLS. */
    FORWARD_ONLY,
    /** The client's certificate is added to it if the connection is mTLS. */
    APPEND_FORWARD,
    /** It is replaced by the client's certificate if the connection is mTLS. */
    SANITIZE_SET,
    /** It always passes. */
    ALWAYS_FORWARD_ONLY
  }

  /** The topology before one gateway. */
  public static GatewayTopology of(MeshConfig mesh, Workload gateway) {
    return DIRECT;
  }
}
