// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.ProxyNode;

/** Two listeners, told one after the other. */
record EventsInTurn(XdsEvents first, XdsEvents second) implements XdsEvents {

  @Override
  public void connected(ProxyNode node, String only) {
    first.connected(node, only);
    second.connected(node, only);
  }

  @Override
  public void disconnected(ProxyNode node, String only) {
    first.disconnected(node, only);
    second.disconnected(node, only);
  }

  @Override
  public void acked(ProxyNode node, String typeUrl, long epoch) {
    first.acked(node, typeUrl, epoch);
    second.acked(node, typeUrl, epoch);
  }

  @Override
  public void nacked(ProxyNode node, String typeUrl, long epoch, ProxyStatus.Nack nack) {
    first.nacked(node, typeUrl, epoch, nack);
    second.nacked(node, typeUrl, epoch, nack);
  }

  @Override
  public void judged(ProxyNode node, String typeUrl, ProxyStatus.Nack nack) {
    first.judged(node, typeUrl, nack);
    second.judged(node, typeUrl, nack);
  }

  @Override
  public void mended(ProxyNode node, String typeUrl) {
    first.mended(node, typeUrl);
    second.mended(node, typeUrl);
  }

  @Override
  public void settled(ProxyNode node, String only, long epoch, boolean clean) {
    first.settled(node, only, epoch, clean);
    second.settled(node, only, epoch, clean);
  }
}
