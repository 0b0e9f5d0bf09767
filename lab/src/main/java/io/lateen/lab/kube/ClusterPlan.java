// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.lab.topology.Cable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Everything that the lab will run and tell the control plane.
 *
 * @param namespaces Kubernetes namespaces in use
 * @param services services in the order of the documents
 * @param pods pods in the order of the documents
 * @param others the remaining documents as JSON, unchanged
 */
public record ClusterPlan(
    List<String> namespaces, List<ServicePlan> services, List<PodPlan> pods, List<String> others) {

  /** Copies the lists. */
  public ClusterPlan {
    namespaces = List.copyOf(namespaces);
    services = List.copyOf(services);
    pods = List.copyOf(pods);
    others = List.copyOf(others);
  }

  /**
   * What the control plane is told first. Endpoints follow when the pods have identities.
   *
   * @param hostAddress gives the address of a host by its number
   */
  public List<String> documents(IntFunction<String> hostAddress) {
    var documents = new ArrayList<String>();
    namespaces.forEach(namespace -> documents.add(KubeJson.namespace(namespace)));
    documents.addAll(others);
    services.forEach(service -> documents.add(KubeJson.service(service)));
    pods.forEach(pod -> documents.add(KubeJson.pod(pod, hostAddress.apply(pod.host()), false)));
    return documents;
  }

  /**
   * The same with the identities that the API gave to the pods.
   *
   * @param uids by {@code namespace/name}
   */
  public ClusterPlan identified(Map<String, String> uids) {
    var known = pods.stream().map(pod -> pod.identified(uids.getOrDefault(pod.key(), ""))).toList();
    return new ClusterPlan(namespaces, services, known, others);
  }

  /** The cables of all pods. */
  public List<Cable> cables() {
    return pods.stream().map(PodPlan::cable).toList();
  }

  /** A service of the namespace {@code default}. */
  public Optional<ServicePlan> service(String name) {
    return services.stream()
        .filter(service -> service.namespace().equals("default") && service.name().equals(name))
        .findFirst();
  }

  /** The first pod that runs a program. */
  public Optional<PodPlan> pod(String program, String version) {
    var wanted = new Program(program, version);
    return pods.stream().filter(pod -> pod.program().equals(wanted)).findFirst();
  }
}
