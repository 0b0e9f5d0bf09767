// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import io.lateen.api.ObjectKey;
import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A running instance of an application, with or without a proxy.
 *
 * @param uid the object's uid; {@code namespace/name} when it has none, which may be given as the
 *     empty text
 * @param addresses IP addresses, the first is the main one; empty until they are known
 * @param serviceAccount name only; {@code default} for a Pod that names none, empty for such a
 *     WorkloadEntry
 * @param node machine the workload runs on; empty when unknown
 * @param locality {@code region/zone/subzone}, possibly shorter; empty when unknown
 * @param network empty for the mesh's only network
 * @param containerPorts declared ports in the order of the containers; of a WorkloadEntry its ports
 *     by the names of service ports
 * @param weight share of traffic relative to its neighbours, 1 or more
 * @param tlsMode {@code ISTIO} when a proxy that accepts mTLS stands before it
 * @param object the Pod or WorkloadEntry
 */
public record Workload(
    WorkloadKey key,
    String uid,
    List<String> addresses,
    Map<String, String> labels,
    Map<String, String> annotations,
    String serviceAccount,
    String node,
    ProxyRole role,
    String locality,
    String network,
    List<ContainerPort> containerPorts,
    int weight,
    TlsMode tlsMode,
    ObjectKey object) {

  public Workload {
    addresses = List.copyOf(addresses);
    labels = Copies.sorted(labels);
    annotations = Copies.sorted(annotations);
    containerPorts = List.copyOf(containerPorts);
  }

  /** The same workload at another place. */
  Workload at(String place) {
    return place.equals(locality)
        ? this
        : new Workload(
            key,
            uid,
            addresses,
            labels,
            annotations,
            serviceAccount,
            node,
            role,
            place,
            network,
            containerPorts,
            weight,
            tlsMode,
            object);
  }

  /** The object's uid; {@code namespace/name} when it has none. */
  @Override
  public String uid() {
    return uid.isEmpty() ? key.toString() : uid;
  }

  /** The object's uid; empty when it has none. */
  String ownUid() {
    return uid;
  }

  public String namespace() {
    return key.namespace();
  }

  /** Name of what deployed it; see {@link #deployment(String, Map)}. */
  public String deployment() {
    return deployment(key.name(), labels);
  }

  /**
   * Name of what deployed a workload: what its label says, else the Pod's name without the parts
   * that a Deployment's ReplicaSet and its random suffix added (Istio: pkg/kube/inject
   * GetDeployMetaFromPod; api: label/labels.yaml).
   */
  public static String deployment(String name, Map<String, String> labels) {
    var said = labels.getOrDefault("service.istio.io/workload-name", "");
    if (!said.isEmpty()) {
      return said;
    }
    var hash = labels.getOrDefault("pod-template-hash", "");
    int end = hash.isEmpty() ? 0 : name.lastIndexOf("-" + hash);
    return end > 0 ? name.substring(0, end) : name;
  }

  /** Whether it is a Pod and not a WorkloadEntry. */
  public boolean isPod() {
    return object.kind().equals("Pod");
  }

  /**
   * The SPIFFE path of its identity, {@code ns/NAMESPACE/sa/ACCOUNT}, without trust domain; empty
   * without account.
   */
  public String spiffePath() {
    return serviceAccount.isEmpty() ? "" : "ns/" + key.namespace() + "/sa/" + serviceAccount;
  }

  /** The number of the declared port of that name; empty when there is none. */
  public OptionalInt port(String name) {
    return containerPorts.stream()
        .filter(port -> port.name().equals(name))
        .mapToInt(ContainerPort::number)
        .findFirst();
  }

  /** Whether {@code selector} picks this workload; the empty selector picks every one. */
  public boolean isSelectedBy(Map<String, String> selector) {
    return Labels.select(selector, labels);
  }
}
