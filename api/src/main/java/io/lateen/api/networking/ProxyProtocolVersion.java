// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/** Versions of the PROXY protocol. */
public enum ProxyProtocolVersion {
  /** Text header. */
  V1,
  /** Binary header. */
  V2
}
