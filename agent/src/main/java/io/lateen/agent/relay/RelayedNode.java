// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;

/** What a relay adds to the node that Envoy introduced itself with. */
final class RelayedNode {

  /** Client feature by which the control plane leaves equal versions out (its ProxyNode). */
  static final String FEATURE = "lateen.relay.keeps_resources";

  /** Metadata key that tells the control plane whose Envoy this is. */
  static final String WORKLOAD_UID = "LATEEN_WORKLOAD_UID";

  /** Metadata key that tells a control plane how new the resources are that Envoy has. */
  static final String SEEN_REVISION = "LATEEN_SEEN_REVISION";

  private RelayedNode() {}

  /** The node of a workload, whatever Envoy claims to be. */
  static Node of(Node raw, String workloadUid) {
    var metadata =
        raw.getMetadata().toBuilder()
            .putFields(WORKLOAD_UID, Value.newBuilder().setStringValue(workloadUid).build());
    return raw.toBuilder().setMetadata(metadata).addClientFeatures(FEATURE).build();
  }

  /** A control plane that is behind the one before waits instead of sending older resources. */
  static Node withRevision(Node known, long seenRevision) {
    if (seenRevision == 0) {
      return known;
    }
    var seen = Value.newBuilder().setStringValue(Long.toString(seenRevision)).build();
    var metadata = known.getMetadata().toBuilder().putFields(SEEN_REVISION, seen);
    return known.toBuilder().setMetadata(metadata).build();
  }
}
