// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

/** Why the server refused or ended a stream; not the ends that are part of a normal life. */
public enum StreamFault {
  /** The caller proved no identity. */
  ANONYMOUS,
  /** More streams than the server or one identity may have. */
  TOO_MANY_STREAMS,
  /** More connections or calls than the server, an address or an identity may have. */
  TOO_MANY_CONNECTIONS,
  /** Frames that carry nothing, or messages that do not end, in numbers; the connection ended. */
  FLOOD,
  /** Nothing was asked for in time. */
  SILENT,
  /** Bytes that are no request: garbage, a message that ends early, text that is not UTF-8. */
  MALFORMED,
  /** A request that the protocol does not know: without a node or without a type. */
  INVALID,
  /** The proxy's description of itself is larger than {@link XdsLimits#MAX_NODE_BYTES}. */
  OVERSIZED,
  /** The peer may not act for this proxy. */
  DENIED,
  /** More names or types than one stream may have. */
  TOO_MUCH_STATE,
  /** A defect of this program. */
  DEFECT;

  /** The value of the metric's label {@code fault}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
