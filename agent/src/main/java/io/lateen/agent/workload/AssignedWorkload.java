// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.base.Copies;
import io.lateen.proto.node.v1.Workload;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * What the control plane says about a workload of this node.
 *
 * @param uid identity of this instance, never used again; safe as a file name
 * @param namespace its namespace
 * @param name name of the Pod or WorkloadEntry
 * @param serviceAccount service account without its namespace
 * @param addresses own IP addresses, the first is the one other workloads call
 * @param labels labels of the Pod
 * @param annotations annotations of the Pod
 * @param role what its proxy is for
 * @param start what its proxy is started with
 */
public record AssignedWorkload(
    String uid,
    String namespace,
    String name,
    String serviceAccount,
    List<String> addresses,
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    Role role,
    ProxyStart start) {

  /** What a proxy is for (first part of Istio's node id). */
  public enum Role {
    /** Carries the traffic of one workload. */
    SIDECAR,
    /** A gateway: carries traffic of others and captures nothing. */
    ROUTER,
    /** There is none: the application's gRPC library takes configuration. */
    PROXYLESS;

    /** The word in {@code WorkloadSet}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The word in node ids; Istio has none of its own for workloads without a proxy. */
    public String nodeType() {
      return this == ROUTER ? "router" : "sidecar";
    }

    private static Role of(String word) {
      for (var role : values()) {
        if (role.word().equals(word)) {
          return role;
        }
      }
      return SIDECAR;
    }
  }

  /** Copies the collections. */
  public AssignedWorkload {
    addresses = List.copyOf(addresses);
    labels = Copies.sorted(labels);
    annotations = Copies.sorted(annotations);
  }

  /** Reads the message of the control plane. */
  public static AssignedWorkload of(Workload message) {
    return new AssignedWorkload(
        message.getUid(),
        message.getNamespace(),
        message.getName(),
        message.getServiceAccount(),
        message.getAddressesList(),
        Copies.sorted(message.getLabelsMap()),
        Copies.sorted(message.getAnnotationsMap()),
        Role.of(message.getRole()),
        ProxyStart.of(message.getProxyStart()));
  }

  /** The message that {@link #of} reads. */
  public Workload toMessage() {
    return Workload.newBuilder()
        .setUid(uid)
        .setNamespace(namespace)
        .setName(name)
        .setServiceAccount(serviceAccount)
        .addAllAddresses(addresses)
        .putAllLabels(labels)
        .putAllAnnotations(annotations)
        .setRole(role.word())
        .setProxyStart(start.toMessage())
        .build();
  }

  /** The first address, or the unspecified one while the control plane knows none. */
  public String address() {
    return addresses.isEmpty() ? "0.0.0.0" : addresses.getFirst();
  }

  /**
   * Name of what deployed the workload: what its label says, else the Pod's name without the parts
   * that a Deployment's ReplicaSet and its random suffix added (Istio: {@code pkg/kube/inject}
   * GetDeployMetaFromPod).
   */
  public String deployment() {
    var said = labels.getOrDefault("service.istio.io/workload-name", "");
    if (!said.isEmpty()) {
      return said;
    }
    var hash = labels.get("pod-template-hash");
    if (hash == null || hash.isEmpty()) {
      return name;
    }
    var end = name.lastIndexOf("-" + hash);
    return end > 0 ? name.substring(0, end) : name;
  }
}
