// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.ProxyNode;

/**
 * Is told what proxies do: for push latency, for the journal, for the status of objects. Called on
 * the stream's turn: in order per stream, from many threads over all, must not block.
 */
public interface XdsEvents {

  /** Listens to nothing. */
  XdsEvents NONE = new XdsEvents() {};

  /** A proxy was accepted. */
  default void connected(ProxyNode node) {}

  /** A proxy's stream ended. */
  default void disconnected(ProxyNode node) {}

  /** A proxy accepted a response made from this epoch. */
  default void acked(ProxyNode node, String typeUrl, long epoch) {}

  /** A proxy refused a response or parts of it. */
  default void nacked(ProxyNode node, String typeUrl, long epoch, ProxyStatus.Nack nack) {}

  /** A proxy was sent, and answered, all it wants of this epoch; {@code clean} without refusals. */
  default void settled(ProxyNode node, long epoch, boolean clean) {}
}
