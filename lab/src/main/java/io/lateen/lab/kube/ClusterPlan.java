// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.lab.topology.Cable;
import java.util.List;
import java.util.Optional;

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
