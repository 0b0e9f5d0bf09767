// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service with one pod behind it.
 *
 * @param address the virtual one
 * @param ports port of service and pod by its name, which begins with its protocol
 */
record TaskService(
    String namespace, String name, String address, TaskPod pod, Map<String, Integer> ports) {

  TaskService {
    ports = Map.copyOf(ports);
  }

  String host() {
    return name + "." + namespace;
  }

  /** Where callers in the mesh connect. */
  InetSocketAddress at(int port) {
    return new InetSocketAddress(address, port);
  }

  /** Where callers connect who have nobody that translates virtual addresses. */
  InetSocketAddress directly(int port) {
    return new InetSocketAddress(pod.address(), port);
  }

  /** Service and endpoints as Kubernetes tells of them. */
  String documents() {
    var offered = new StringBuilder();
    var taken = new StringBuilder();
    new TreeMap<>(ports)
        .forEach(
            (port, number) -> {
              offered.append("{name: %s, port: %d}, ".formatted(port, number));
              taken.append("{name: %s, port: %d, protocol: TCP}, ".formatted(port, number));
            });
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %1$s, namespace: %2$s}
    spec: {clusterIP: %3$s, clusterIPs: [%3$s], ports: [%4$s], selector: {app: %8$s}}
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: %1$s-0, namespace: %2$s, labels: {kubernetes.io/service-name: %1$s}}
    addressType: IPv4
    endpoints:
    - addresses: [%5$s]
      conditions: {ready: true, serving: true, terminating: false}
      nodeName: host1
      targetRef: {kind: Pod, namespace: %6$s, name: %7$s}
    ports: [%9$s]
    """
        .formatted(
            name,
            namespace,
            address,
            offered,
            pod.address(),
            pod.namespace(),
            pod.name(),
            pod.labels().get("app"),
            taken);
  }
}
