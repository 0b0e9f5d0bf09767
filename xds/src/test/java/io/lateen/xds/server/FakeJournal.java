// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.TypeUrls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes metrics and events down. */
final class FakeJournal implements XdsMetrics, XdsEvents {
  final List<String> lines = new ArrayList<>();
  final List<String> pushes = new ArrayList<>();
  int requests;

  @Override
  public void push(String type, long bytes, int resources) {
    pushes.add(type + " " + resources);
  }

  @Override
  public void request(String type) {
    requests++;
  }

  @Override
  public void rejected(String type) {
    lines.add("rejected " + type);
  }

  @Override
  public void converged(Duration span) {
    lines.add("converged " + span);
  }

  @Override
  public void limited(String limit) {
    lines.add("limited " + limit);
  }

  @Override
  public void fault(StreamFault fault) {
    lines.add("fault " + fault.word());
  }

  @Override
  public void staleNonce(String type) {
    lines.add("stale nonce " + type);
  }

  @Override
  public void holdReleased() {
    lines.add("hold released");
  }

  @Override
  public void disconnected(ProxyNode node, String only) {
    lines.add("disconnected " + node.id());
  }

  @Override
  public void acked(ProxyNode node, String typeUrl, long epoch) {
    lines.add("acked " + node.id() + " " + TypeUrls.shortName(typeUrl) + " " + epoch);
  }

  @Override
  public void nacked(ProxyNode node, String typeUrl, long epoch, ProxyStatus.Nack nack) {
    lines.add("nacked " + node.id() + " " + nack.guilty());
  }

  @Override
  public void judged(ProxyNode node, String typeUrl, ProxyStatus.Nack nack) {
    lines.add("judged " + node.id() + " " + nack.guilty() + " by " + nack.source());
  }

  @Override
  public void mended(ProxyNode node, String typeUrl) {
    lines.add("mended " + node.id() + " " + TypeUrls.shortName(typeUrl));
  }

  @Override
  public void settled(ProxyNode node, String only, long epoch, boolean clean) {
    lines.add("settled " + node.id() + " " + epoch + " " + clean);
  }
}
