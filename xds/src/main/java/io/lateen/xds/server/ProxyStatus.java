// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.stream.StreamEvent;
import io.lateen.xds.stream.TypeReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
   * @param nonce of the refused response
   * @param epoch that the response was made from
   * @param message the client's words, cut to the limit
   * @param guilty resources that are known to be the reason; may be empty
   * @param suspects other resources of the response, which may or may not be in use
   * @param source who knows which ones are guilty
   * @param reasons what is said about single resources, by name; after a trial only
   */
  public record Nack(
      Instant at,
      String nonce,
      long epoch,
      int code,
      String message,
      List<String> guilty,
      List<String> suspects,
      Source source,
      Map<String, String> reasons) {

    public Nack {
      guilty = List.copyOf(guilty);
      suspects = List.copyOf(suspects);
      reasons = Map.copyOf(reasons);
    }

    /** Why this resource was refused, as well as it is known. */
    public String reason(String resource) {
      return reasons.getOrDefault(resource, message);
    }

    /** The same after a trial, which convicts in place of the client's words. */
    Nack after(StreamEvent.Judged verdict) {
      var convicted = verdict.guilty().isEmpty() ? guilty : List.copyOf(verdict.guilty().keySet());
      var left =
          Stream.concat(guilty.stream(), suspects.stream())
              .filter(name -> !convicted.contains(name) && !verdict.released().contains(name))
              .toList();
      var told = verdict.guilty().isEmpty() ? source : Source.TRIAL;
      return new Nack(at, nonce, epoch, code, message, convicted, left, told, verdict.guilty());
    }
  }

  /** Who knows which resources of a refused response are the reason. */
  public enum Source {
    /** Nobody yet. */
    NONE,
    /** The client's words name them. */
    TEXT,
    /** There was only this one in the response. */
    ALONE,
    /** They were tried one by one on a proxy that serves nobody. */
    TRIAL;

    static Source of(StreamEvent.Nacked nacked) {
      if (nacked.guilty().isEmpty()) {
        return NONE;
      }
      return nacked.suspects().isEmpty() && nacked.guilty().size() == 1 ? ALONE : TEXT;
    }
  }
}
