// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.proto.EnvoyApi;
import io.lateen.translate.check.ResourceRules;
import io.lateen.translate.message.MessageMerge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes of what proxies are started with (Istio: pilot/pkg/xds/bds.go). They are merged into each
 * other here, and by Envoy into the bootstrap of its agent; what ties the proxy to its agent stays.
 */
final class BootstrapPatches {

  /** Most bytes of all patches of one proxy, as Envoy gets them (docs/limits.md). */
  static final int MAX_BYTES = 16 << 10;

  private static final String TYPE = "envoy.config.bootstrap.v3.Bootstrap";

  private static final String TOO_LARGE =
      "has no effect: with the patches before it, it is larger than " + MAX_BYTES + " bytes";

  /** Who the proxy is, who may administer it, and where its configuration comes from. */
  private static final Set<String> KEPT = Set.of("node", "admin", "dynamic_resources");

  private BootstrapPatches() {}

  /**
   * A patch of the bootstrap.
   *
   * @param fault why it has no effect; empty when it has
   */
  record Judged(Patch patch, Optional<String> fault) {}

  /** What becomes of each of a proxy's patches, in their order. */
  static List<Judged> judged(List<Patch> patches) {
    var judged = new ArrayList<Judged>();
    int size = 0;
    for (var patch : patches) {
      var fault = fault(patch);
      if (fault.isEmpty()) {
        size += patch.value().orElseThrow().getSerializedSize();
        fault = size > MAX_BYTES ? Optional.of(TOO_LARGE) : fault;
      }
      judged.add(new Judged(patch, fault));
    }
    return List.copyOf(judged);
  }

  private static Optional<String> fault(Patch patch) {
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
    return ResourceRules.findings(message).stream()
        .findFirst()
        .map(finding -> "has no effect: Envoy would not start with it: " + finding);
  }

  /** All that have an effect, merged in their order; empty when none has. */
  static Optional<Message> merged(List<Patch> patches) {
    var merged = DynamicMessage.newBuilder(EnvoyApi.of(TYPE).orElseThrow());
    for (var one : judged(patches)) {
      if (one.fault().isEmpty()) {
        MessageMerge.into(merged, one.patch().value().orElseThrow(), MessageMerge.Lists.APPEND);
      }
    }
    var message = merged.build();
    return message.getAllFields().isEmpty() ? Optional.empty() : Optional.of(message);
  }
}
