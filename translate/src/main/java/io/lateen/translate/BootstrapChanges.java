// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.message.PackedTypes;
import io.lateen.translate.patch.Patches;

/**
 * What EnvoyFilters add to the bootstrap of a workload's proxy (Istio: pilot/pkg/xds/bds.go). It
 * counts at the proxy's next start. Safe for several threads.
 */
public final class BootstrapChanges {

  /** Longest text, in characters (docs/limits.md): it travels as one word of a command line. */
  public static final int MAX_TEXT = 64 << 10;

  private final Patches patches = new Patches();

  /**
   * A Bootstrap of Envoy's API in JSON that Envoy merges into the agent's; empty when there is
   * nothing to add or it is longer than {@link #MAX_TEXT}.
   */
  public String of(MeshSnapshot mesh, Workload workload) {
    var filters = mesh.policiesOf(workload).envoyFilters();
    return filters.isEmpty()
        ? ""
        : patches
            .bootstrap(filters, AttachedPatches.ofStart(mesh, workload))
            .map(BootstrapChanges::json)
            .filter(text -> text.length() <= MAX_TEXT)
            .orElse("");
  }

  private static String json(Message bootstrap) {
    try {
      return JsonFormat.printer()
          .preservingProtoFieldNames()
          .omittingInsignificantWhitespace()
          .usingTypeRegistry(PackedTypes.within(bootstrap))
          .print(bootstrap);
    } catch (InvalidProtocolBufferException e) {
      return "";
    }
  }
}
