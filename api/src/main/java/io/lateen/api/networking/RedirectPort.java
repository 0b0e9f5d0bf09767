// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/** Where the port of a redirection comes from. */
public enum RedirectPort {
  /** 80 for HTTP, 443 for HTTPS. */
  FROM_PROTOCOL_DEFAULT,
  /** The port of the request. */
  FROM_REQUEST_PORT
}
