// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.api.envoyfilter.ObjectMatch;
import io.lateen.translate.message.MessageMerge;
import io.lateen.translate.message.MessageMerge.Merged;
import io.lateen.translate.name.IstioNames;
import java.util.List;
import java.util.Optional;

/** Patches of clusters (Istio: core/envoyfilter/cluster_patch.go). */
final class ClusterPatches {

  private final PatchSet patches;
  private final Context side;
  private final PatchLog log;

  ClusterPatches(PatchSet patches, Context side, PatchLog log) {
    this.patches = patches;
    this.side = side;
    this.log = log;
  }

  /** The cluster after all patches; empty when one removes it. */
  Optional<Cluster> apply(Cluster cluster) {
    var name = ClusterName.of(cluster);
    var patched = cluster.toBuilder();
    for (var patch : patches.of(ApplyTo.CLUSTER, side)) {
      if (!matches(patch, cluster, name)) {
        continue;
      }
      if (patch.operation() == Operation.REMOVE) {
        return Optional.empty();
      }
      if (patch.merges()) {
        var before = patched.build();
        merge(patched, patch);
        log.changed(before, patched.build(), patch);
      }
    }
    return Optional.of(patched.build());
  }

  private static boolean matches(Patch patch, Cluster cluster, ClusterName name) {
    if (!(patch.match().orElse(null) instanceof ObjectMatch.Cluster match)) {
      return true;
    }
    if (!match.name().isEmpty()) {
      return match.name().equals(cluster.getName());
    }
    return (match.subset().isEmpty() || match.subset().equals(name.subset()))
        && (match.service().isEmpty() || name.hosts().contains(match.service()))
        && (match.portNumber() == 0 || match.portNumber() == name.port());
  }

  private void merge(Cluster.Builder cluster, Patch patch) {
    var value = patch.value(Cluster.class);
    if (value.hasTransportSocket()) {
      socket(cluster, value.getTransportSocket(), patch);
    } else {
      MessageMerge.into(cluster, value, ListenerPatches.lists(patch));
    }
  }

  /**
   * A patch with a transport socket changes only that: the first one of the same name, or else the
   * only one of the cluster. Where sockets are matched to endpoints, none is added beside them.
   */
  private void socket(Cluster.Builder cluster, TransportSocket value, Patch patch) {
    for (var match : cluster.getTransportSocketMatchesBuilderList()) {
      if (match.getTransportSocket().getName().equals(value.getName())) {
        merge(match.getTransportSocketBuilder(), value, patch);
        return;
      }
    }
    if (cluster.getTransportSocketMatchesCount() > 0) {
      return;
    }
    if (cluster.hasTransportSocket()
        && cluster.getTransportSocket().getName().equals(value.getName())) {
      merge(cluster.getTransportSocketBuilder(), value, patch);
    } else {
      cluster.setTransportSocket(value);
    }
  }

  private void merge(TransportSocket.Builder socket, TransportSocket value, Patch patch) {
    if (socket.hasTypedConfig() && value.hasTypedConfig()) {
      packed(socket.getTypedConfig(), value.getTypedConfig(), patch, log)
          .ifPresent(socket::setTypedConfig);
    }
  }

  /** The merged message; empty, and told, when they are of two types. */
  static Optional<Any> packed(Any target, Any value, Patch patch, PatchLog log) {
    return switch (MessageMerge.packed(target, value)) {
      case Merged.Done(var message) -> Optional.of(message);
      case Merged.Refused(var reason) -> {
        log.add(patch, "cannot be merged: " + reason);
        yield Optional.empty();
      }
    };
  }

  /** Clusters that are added; one that says no side comes with the outbound ones. */
  static List<Patch> additions(PatchSet patches, Context side) {
    return patches.of(ApplyTo.CLUSTER, side).stream()
        .filter(patch -> patch.operation() == Operation.ADD)
        .filter(patch -> patch.context() != Context.ANY || side != Context.SIDECAR_INBOUND)
        .toList();
  }

  /** What the parts of a name say, {@code outbound|PORT|SUBSET|HOST} or {@code inbound|PORT||}. */
  private record ClusterName(int port, String subset, List<String> hosts) {

    static ClusterName of(Cluster cluster) {
      var parts = cluster.getName().split("\\|", -1);
      if (parts.length != 4) {
        return new ClusterName(0, "", List.of());
      }
      int port = parts[1].matches("[0-9]{1,5}") ? Integer.parseInt(parts[1]) : 0;
      return parts[0].equals("inbound")
          ? new ClusterName(port, parts[2], hosts(cluster))
          : new ClusterName(port, parts[2], List.of(parts[3]));
    }

    /** Inbound clusters name their services only in their metadata. */
    private static List<String> hosts(Cluster cluster) {
      return cluster
          .getMetadata()
          .getFilterMetadataOrDefault(
              IstioNames.METADATA, com.google.protobuf.Struct.getDefaultInstance())
          .getFieldsOrDefault("services", com.google.protobuf.Value.getDefaultInstance())
          .getListValue()
          .getValuesList()
          .stream()
          .map(
              service ->
                  service
                      .getStructValue()
                      .getFieldsOrDefault("host", com.google.protobuf.Value.getDefaultInstance())
                      .getStringValue())
          .toList();
    }
  }
}
