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

  /** Tells both, this one first. */
  default XdsEvents and(XdsEvents next) {
    return new EventsInTurn(this, next);
  }

  /**
   * A stream of a proxy was accepted.
   *
   * @param only the type of a stream that has one type; empty for the aggregated stream
   */
  default void connected(ProxyNode node, String only) {}

  /** A proxy's stream ended. */
  default void disconnected(ProxyNode node, String only) {}

  /** A proxy accepted a response made from this epoch. */
  default void acked(ProxyNode node, String typeUrl, long epoch) {}

  /** A proxy refused a response or parts of it. */
  default void nacked(ProxyNode node, String typeUrl, long epoch, ProxyStatus.Nack nack) {}

  /** A trial told more about a refusal; {@code nack} replaces the one of its nonce. */
  default void judged(ProxyNode node, String typeUrl, ProxyStatus.Nack nack) {}

  /** Of this type nothing stands refused any more. */
  default void mended(ProxyNode node, String typeUrl) {}

  /**
   * On a stream of a proxy all that it wants of this epoch was sent and answered; {@code clean}
   * without refusals.
   */
  default void settled(ProxyNode node, String only, long epoch, boolean clean) {}
}
