// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.resource;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.Optional;
import java.util.Set;

/**
 * A proxy as it introduced itself in the first message of its stream, with the identity that its
 * connection proved. The long list of extensions of the {@code Node} message is not kept.
 *
 * @param id {@code sidecar~ADDRESS~POD.NAMESPACE~DOMAIN} for Istio's bootstraps
 * @param cluster the service cluster, for display
 * @param userAgent name and version of the proxy program, for display
 * @param metadata what the bootstrap put into {@code node.metadata}
 * @param clientFeatures see {@link #RELAY_FEATURE}
 */
public record ProxyNode(
    String id,
    String cluster,
    String userAgent,
    Struct metadata,
    Set<String> clientFeatures,
    PeerIdentity peer) {

  /**
   * Client feature of Lateen's node agent: it keeps every resource that it lists in {@code
   * initial_resource_versions} and supplies its Envoy by itself, so that equal versions need not be
   * sent again after a reconnect (docs/load-bearing.md, "Equal versions on reconnect").
   */
  public static final String RELAY_FEATURE = "lateen.relay.keeps_resources";

  /** Metadata key with the workload's uid; stamped by the node agent, never taken from Envoy. */
  public static final String WORKLOAD_UID = "LATEEN_WORKLOAD_UID";

  /**
   * Metadata key with the newest revision that a response to this proxy carried, of whichever
   * control plane; stamped by the node agent when it connects.
   */
  public static final String SEEN_REVISION = "LATEEN_SEEN_REVISION";

  private static final int REVISION_DIGITS = 18;

  /** Reads the parts that matter. */
  public static ProxyNode of(Node node, PeerIdentity peer) {
    return new ProxyNode(
        node.getId(),
        node.getCluster(),
        userAgent(node),
        node.getMetadata(),
        Set.copyOf(node.getClientFeaturesList()),
        peer);
  }

  private static String userAgent(Node node) {
    var build = node.getUserAgentBuildVersion().getVersion();
    var version =
        node.hasUserAgentBuildVersion()
            ? build.getMajorNumber() + "." + build.getMinorNumber() + "." + build.getPatch()
            : node.getUserAgentVersion();
    return (node.getUserAgentName() + " " + version).trim();
  }

  /** A text of the metadata; empty when absent or not a text. */
  public Optional<String> metadataText(String key) {
    var value = metadata.getFieldsMap().get(key);
    return value != null && value.getKindCase() == Value.KindCase.STRING_VALUE
        ? Optional.of(value.getStringValue())
        : Optional.empty();
  }

  /** What {@link #SEEN_REVISION} says; 0 when it says nothing, or no number. */
  public long seenRevision() {
    var text = metadataText(SEEN_REVISION).orElse("");
    var digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && text.length() <= REVISION_DIGITS ? Long.parseLong(text) : 0;
  }

  /** Whether the peer is a node agent that keeps resources itself. */
  public boolean keepsResources() {
    return clientFeatures.contains(RELAY_FEATURE);
  }
}
