// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.resource.ResourceView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can happen to a stream. */
public sealed interface StreamCommand {

  /** The client's word that it refused a response ({@code error_detail}). */
  record ClientError(int code, String message) {}

  /**
   * An incremental request ({@code DeltaDiscoveryRequest}): any mix of subscription change and
   * answer to a response.
   *
   * @param initialVersions only meaningful in the first request of a type
   * @param nonce of the response that this answers; empty when it answers none
   */
  record DeltaRequest(
      String typeUrl,
      List<String> subscribe,
      List<String> unsubscribe,
      Map<String, String> initialVersions,
      String nonce,
      Optional<ClientError> error)
      implements StreamCommand {}

  /**
   * A state-of-the-world request ({@code DiscoveryRequest}): always the complete subscription.
   *
   * @param version the last accepted version; only meaningful in the first request of a type
   */
  record SotwRequest(
      String typeUrl, List<String> names, String version, String nonce, Optional<ClientError> error)
      implements StreamCommand {}

  /**
   * What a trial found out about one resource of a refused response.
   *
   * @param version of the content that was tried
   * @param refusal why Envoy refuses it by itself; empty when it takes it
   */
  record Finding(String name, String version, Optional<String> refusal) {
    boolean guilty() {
      return refusal.isPresent();
    }
  }

  /**
   * The resources of a refused response were tried one by one. What was found innocent is sent once
   * more, what was found guilty is not until it differs. Findings about contents that do not stand
   * refused have no effect.
   *
   * @param nonce of the refused response
   */
  record Judged(String typeUrl, String nonce, List<Finding> findings) implements StreamCommand {}

  /**
   * What the same client refused on an earlier stream: by type URL, name to version. It counts for
   * types of which the client still has something; one that begins anew may take it now.
   */
  record Recall(Map<String, Map<String, String>> refused) implements StreamCommand {}

  /** A newer view was published. */
  record ViewChanged(ResourceView view) implements StreamCommand {}

  /** The time that {@link StreamEvent.ClustersHeld} asked for has passed. */
  record HoldExpired(String nonce) implements StreamCommand {}
}
