// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.api.kubernetes.Container;
import io.lateen.lab.topology.Cable;
import java.util.List;
import java.util.Map;

/**
 * One pod, placed.
 *
 * @param namespace Kubernetes namespace
 * @param uid identity that the API gave it; empty before
 * @param host number of the host, counted from 1
 * @param hostName name of the host as the control plane knows it
 * @param cable its network
 * @param labels with those that an injector stamps
 * @param meshed whether it gets a sidecar
 * @param program what runs in it
 * @param port port on which the program listens
 */
public record PodPlan(
    String namespace,
    String name,
    String uid,
    int host,
    String hostName,
    Cable cable,
    Map<String, String> labels,
    Map<String, String> annotations,
    String serviceAccount,
    List<Container> containers,
    boolean meshed,
    Program program,
    int port) {

  /** Copies the collections. */
  public PodPlan {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    containers = List.copyOf(containers);
  }

  /** The same with the identity that the API gave it. */
  PodPlan identified(String given) {
    return new PodPlan(
        namespace,
        name,
        given,
        host,
        hostName,
        cable,
        labels,
        annotations,
        serviceAccount,
        containers,
        meshed,
        program,
        port);
  }

  /** {@code namespace/name}. */
  public String key() {
    return namespace + "/" + name;
  }

  /** The address inside the pod's network namespace. */
  public String address() {
    return cable.address();
  }

  /** Whether a service with this selector picks the pod; an empty selector picks nothing. */
  boolean matches(String serviceNamespace, Map<String, String> selector) {
    return namespace.equals(serviceNamespace)
        && !selector.isEmpty()
        && labels.entrySet().containsAll(selector.entrySet());
  }
}
