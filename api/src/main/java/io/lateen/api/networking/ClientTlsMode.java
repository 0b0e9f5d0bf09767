// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/** What is presented and checked on a connection to a host. */
public enum ClientTlsMode {
  /** No TLS. */
  DISABLE,
  /** The server shows a certificate. */
  SIMPLE,
  /** Both show certificates that the author names. */
  MUTUAL,
  /** Both show certificates of the mesh. */
  ISTIO_MUTUAL
}
