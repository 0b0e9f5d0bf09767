// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.proto.EnvoyApi;
import io.lateen.translate.check.ResourceRules;
import io.lateen.translate.message.MessageMerge;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes of what proxies are started with (Istio: pilot/pkg/xds/bds.go). They are merged into each
 * other here, and by Envoy into the bootstrap of its agent; what ties the proxy to its agent stays.
 */
final class BootstrapPatches {

  /** Largest patch, in bytes as Envoy gets it (docs/limits.md). */
  static final int MAX_BYTES = 16 << 10;

  private static final String TYPE = "envoy.config.bootstrap.v3.Bootstrap";

  /** Who the proxy is, who may administer it, and where its configuration comes from. */
  private static final Set<String> KEPT = Set.of("node", "admin", "dynamic_resources");

  private BootstrapPatches() {}

  /** Why the patch has no effect; empty when it has. */
  static Optional<String> fault(Patch patch) {
    if (patch.operation() != Operation.MERGE) {
      return Optional.of("has no effect: a bootstrap can only be merged into, as in Istio");
    }
    var message = patch.value().orElseThrow();
    var kept =
        message.getAllFields().keySet().stream()
            .map(field -> field.getName())
            .filter(KEPT::contains)
            .sorted()
            .collect(Collectors.joining(", "));
    if (!kept.isEmpty()) {
      return Optional.of("has no effect: the agent alone sets " + kept);
    }
    if (message.getSerializedSize() > MAX_BYTES) {
      return Optional.of("has no effect: it is larger than " + MAX_BYTES + " bytes");
    }
    return ResourceRules.findings(message).stream()
        .findFirst()
        .map(finding -> "has no effect: Envoy would not start with it: " + finding);
  }

  /** All that have an effect, merged in their order; empty when none has. */
  static Optional<Message> merged(List<Patch> patches) {
    var merged = DynamicMessage.newBuilder(EnvoyApi.of(TYPE).orElseThrow());
    patches.stream()
        .filter(patch -> fault(patch).isEmpty())
        .forEach(
            patch ->
                MessageMerge.into(merged, patch.value().orElseThrow(), MessageMerge.Lists.APPEND));
    var message = merged.build();
    return message.getAllFields().isEmpty() ? Optional.empty() : Optional.of(message);
  }
}
