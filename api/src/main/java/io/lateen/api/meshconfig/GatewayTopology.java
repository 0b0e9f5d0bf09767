// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

/**
 * What stands before gateways.
 *
 * @param numTrustedProxies trusted proxies before the gateway; decides the client's address in
 *     X-Forwarded-For
 * @param forwardClientCert what gateways do with certificates of clients
 * @param proxyProtocol whether gateways take the PROXY protocol
 */
public record GatewayTopology(
    int numTrustedProxies, ForwardClientCert forwardClientCert, boolean proxyProtocol) {

  /** Nothing. */
  public static final GatewayTopology DEFAULT =
      new GatewayTopology(0, ForwardClientCert.UNDEFINED, false);

  /** What happens to the header X-Forwarded-Client-Cert. */
  public enum ForwardClientCert {
    /** The default: SANITIZE_SET at gateways, APPEND_FORWARD at sidecars. */
    UNDEFINED,
    /** It is removed. */
    SANITIZE,
    /** It is passed on where the caller used mTLS. */
    FORWARD_ONLY,
    /** The caller's certificate is appended where it used mTLS. */
    APPEND_FORWARD,
    /** It is replaced by the caller's certificate where it used mTLS. */
    SANITIZE_SET,
    /** It is always passed on. */
    ALWAYS_FORWARD_ONLY
  }
}
