// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.ReportServices;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.cluster.MeshDefaults;
import io.lateen.translate.cluster.ReportClusterKey;
import io.lateen.translate.message.MessageMerge;
import io.lateen.translate.message.PackedTypes;
import io.lateen.translate.patch.Patches;
import io.lateen.translate.telemetry.StatsSinks;
import io.lateen.translate.view.IpFamilies;
import java.util.Optional;

/**
 * What is added to the bootstrap of a workload's proxy: where its statistics go, and what
 * EnvoyFilters merge into that (Istio: pilot/pkg/xds/bds.go). It counts at the proxy's next start.
 * Safe for several threads.
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
    var policies = mesh.policiesOf(workload);
    var filters = policies.envoyFilters();
    var sinks =
        StatsSinks.of(
            policies.proxy().services(), service -> metrics(mesh.meshConfig(), workload, service));
    var patched =
        filters.isEmpty()
            ? Optional.<Message>empty()
            : patches.bootstrap(filters, AttachedPatches.ofStart(mesh, workload));
    return merged(sinks, patched)
        .map(BootstrapChanges::json)
        .filter(text -> text.length() <= MAX_TEXT)
        .orElse("");
  }

  private static ReportClusterKey metrics(
      MeshConfig mesh, Workload workload, ReportServices.RemoteService service) {
    return ReportClusterKey.of(
        mesh.tls(),
        new MeshDefaults(
            mesh.connectTimeout(), mesh.tcpKeepalive(), false, mesh.dnsRefreshRate(), false),
        IpFamilies.of(workload.addresses()),
        StatsSinks.METRICS_CLUSTER,
        service,
        true);
  }

  private static Optional<Message> merged(Optional<Message> first, Optional<Message> then) {
    if (first.isEmpty() || then.isEmpty()) {
      return first.or(() -> then);
    }
    var merged = first.get().toBuilder();
    MessageMerge.into(merged, then.get(), MessageMerge.Lists.APPEND);
    return Optional.of(merged.build());
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
