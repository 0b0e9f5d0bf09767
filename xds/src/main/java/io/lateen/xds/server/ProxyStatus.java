// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.stream.TypeReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One connected proxy, as {@code lateen proxy-status} shows it.
 *
 * @param stream identifies the stream while it is open
 * @param delta whether it speaks the incremental variant
 * @param types in the order of sending
 */
public record ProxyStatus(
    String stream, ProxyNode node, Instant connected, boolean delta, List<Type> types) {

  /**
   * One resource type of a proxy. Epochs are 0 and times empty before there is one.
   *
   * @param wildcard whether the proxy wants everything
   * @param names explicit subscriptions
   * @param sentEpoch of the newest response
   * @param ackedEpoch of the newest accepted response
   * @param nack the newest refusal, while it has not been made good
   */
  public record Type(
      String typeUrl,
      TypeReport.Sync sync,
      boolean wildcard,
      int names,
      long sentEpoch,
      Optional<Instant> sent,
      long ackedEpoch,
      Optional<Instant> acked,
      Optional<Nack> nack) {}

  /**
   * A refusal.
   *
   * @param message the client's words, cut to the limit
   * @param guilty resources that the message names; may be empty
   * @param suspects other resources of the response, which may or may not be in use
   */
  public record Nack(
      Instant at, int code, String message, List<String> guilty, List<String> suspects) {}
}
