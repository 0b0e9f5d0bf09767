// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import java.util.List;
import java.util.Map;

/** What a stream has to tell besides its responses, in order. */
public sealed interface StreamEvent {

  /** The client accepted a response; "valid by itself", which is not yet "in use". */
  record Acked(String typeUrl, String nonce, long epoch) implements StreamEvent {}

  /**
   * The client refused a response or parts of it.
   *
   * @param guilty names found in the error text, or the only name of the response; may be empty
   * @param suspects the other names of the response: perhaps applied, perhaps not
   */
  record Nacked(
      String typeUrl,
      String nonce,
      long epoch,
      int code,
      String message,
      List<String> guilty,
      List<String> suspects)
      implements StreamEvent {}

  /**
   * A trial told which resources of a refused response were the reason.
   *
   * @param nonce of the refused response
   * @param guilty name to the reason, in Envoy's words
   * @param released names that are sent once more
   */
  record Judged(String typeUrl, String nonce, Map<String, String> guilty, List<String> released)
      implements StreamEvent {}

  /** What is known to be refused is something else now: by type URL, name to version. */
  record Refusals(Map<String, Map<String, String>> standing) implements StreamEvent {}

  /** These were refused on an earlier stream and are not sent again. */
  record Recalled(String typeUrl, long epoch, List<String> names) implements StreamEvent {}

  /** An answer to a response that is no longer, or never was, in flight. */
  record StaleNonce(String typeUrl, String nonce) implements StreamEvent {}

  /**
   * Routes and listeners wait until the client has accepted these clusters. Send {@link
   * StreamCommand.HoldExpired} with the nonce after {@link StreamLimits#warmingHold()}.
   */
  record ClustersHeld(String nonce) implements StreamEvent {}

  /**
   * A client came back and clusters that it has are gone; they stay until its listeners and routes
   * are known. Send {@link StreamCommand.HoldExpired} with the nonce after {@link
   * StreamLimits#warmingHold()}.
   */
  record RemovalsHeld(String nonce) implements StreamEvent {}

  /** The wait for clusters ended without an answer. */
  record HoldReleased(String nonce) implements StreamEvent {}

  /**
   * Everything of this epoch that the client wants was sent and answered.
   *
   * @param clean whether nothing of it stands refused
   */
  record Settled(long epoch, boolean clean) implements StreamEvent {}

  /** The client went over a limit; the stream must end. */
  record LimitExceeded(String limit, long allowed) implements StreamEvent {}
}
