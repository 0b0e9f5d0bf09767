// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;

/**
 * A running instance of an application, with or without a proxy.
 *
 * @param uid the object's uid; {@code namespace/name} when it has none
 * @param addresses IP addresses, the first is the main one; empty until they are known
 * @param serviceAccount name only; {@code default} when the object names none
 * @param node machine the workload runs on; empty when unknown
 * @param locality {@code region/zone/subzone}, possibly shorter; empty when unknown
 * @param network empty for the mesh's only network
 * @param containerPorts declared ports in the order of the containers
 * @param tlsMode {@code ISTIO} when a proxy that accepts mTLS stands before it
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
    TlsMode tlsMode) {

  public Workload {
    addresses = List.copyOf(addresses);
    labels = Copies.sorted(labels);
    annotations = Copies.sorted(annotations);
    containerPorts = List.copyOf(containerPorts);
  }

  public String namespace() {
    return key.namespace();
  }

  /** The SPIFFE path of its identity, {@code ns/NAMESPACE/sa/ACCOUNT}, without trust domain. */
  public String spiffePath() {
    return "ns/" + key.namespace() + "/sa/" + serviceAccount;
  }

  /** Whether {@code selector} picks this workload; the empty selector picks every one. */
  public boolean isSelectedBy(Map<String, String> selector) {
    return Labels.select(selector, labels);
  }
}
