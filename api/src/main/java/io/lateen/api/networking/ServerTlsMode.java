// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/** What is presented and checked on a port that proxies open. */
public enum ServerTlsMode {
  /** TLS is passed through, routed by server name. */
  PASSTHROUGH,
  /** The proxy shows a certificate. */
  SIMPLE,
  /** Both show certificates. */
  MUTUAL,
  /** TLS is passed through; the server name encodes the destination. */
  AUTO_PASSTHROUGH,
  /** Both show certificates of the mesh. */
  ISTIO_MUTUAL,
  /** The caller may show a certificate. */
  OPTIONAL_MUTUAL
}
