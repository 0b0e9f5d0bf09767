// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/** Load balancing algorithms without settings. */
public enum SimpleLb {
  /** The default, least requests. */
  UNSPECIFIED,
  /** Older name of least requests. */
  LEAST_CONN,
  /** Any healthy endpoint. */
  RANDOM,
  /** The address that the caller asked for. */
  PASSTHROUGH,
  /** One after the other. */
  ROUND_ROBIN,
  /** Of two endpoints the one with fewer open requests. */
  LEAST_REQUEST
}
