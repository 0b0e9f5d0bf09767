// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import com.google.protobuf.ByteString;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.Workload;
import io.lateen.proto.node.v1.ProxyStart;
import io.lateen.proto.node.v1.WorkloadSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Writes what nodes are told. */
final class NodeMessages {

  private NodeMessages() {}

  static io.lateen.proto.node.v1.TrustBundle bundle(TrustBundle bundle) {
    var message =
        io.lateen.proto.node.v1.TrustBundle.newBuilder()
            .setTrustDomain(bundle.trustDomain().name());
    bytes(bundle.ders()).forEach(message::addRoots);
    return message.build();
  }

  static List<ByteString> bytes(List<byte[]> ders) {
    return ders.stream().map(ByteString::copyFrom).toList();
  }

  /** The workloads in the order of their uids, so that equal sets are equal messages. */
  static WorkloadSet workloads(List<Workload> workloads, Function<Workload, ProxyStart> start) {
    var message = WorkloadSet.newBuilder();
    workloads.stream()
        .sorted(Comparator.comparing(Workload::uid))
        .map(workload -> workload(workload, start.apply(workload)))
        .forEach(message::addWorkloads);
    return message.build();
  }

  private static String role(ProxyRole role) {
    return switch (role) {
      case SIDECAR -> "sidecar";
      case ROUTER -> "router";
      case PROXYLESS -> "proxyless";
    };
  }

  private static io.lateen.proto.node.v1.Workload workload(Workload workload, ProxyStart start) {
    return io.lateen.proto.node.v1.Workload.newBuilder()
        .setUid(workload.uid())
        .setNamespace(workload.key().namespace())
        .setName(workload.key().name())
        .setServiceAccount(workload.serviceAccount())
        .addAllAddresses(workload.addresses())
        .putAllLabels(workload.labels())
        .putAllAnnotations(workload.annotations())
        .setRole(role(workload.role()))
        .setProxyStart(start)
        .build();
  }
}
