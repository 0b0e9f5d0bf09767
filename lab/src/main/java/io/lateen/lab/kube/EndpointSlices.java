// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.api.kubernetes.ServicePort;
import io.lateen.api.kubernetes.TargetPort;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The slices of a service's endpoints as Kubernetes' endpoint slice controller writes them. Pods
 * that are not ready are listed as such, never left out.
 */
public final class EndpointSlices {

  /** Kubernetes' own {@code --max-endpoints-per-slice}. */
  static final int MAX_ENDPOINTS = 100;

  private EndpointSlices() {}

  /**
   * All slices of one service; none for a service without a selector.
   *
   * @param ready names of ready pods as {@code namespace/name}
   */
  public static List<String> of(ServicePlan service, List<PodPlan> pods, Set<String> ready) {
    var selected =
        pods.stream()
            .filter(pod -> pod.matches(service.namespace(), service.service().selector()))
            .toList();
    if (service.service().selector().isEmpty()) {
      return List.of();
    }
    var slices = new ArrayList<String>();
    for (int from = 0; from == 0 || from < selected.size(); from += MAX_ENDPOINTS) {
      var part = selected.subList(from, Math.min(selected.size(), from + MAX_ENDPOINTS));
      slices.add(slice(service, slices.size(), part, ready).toString());
    }
    return slices;
  }

  private static ObjectNode slice(
      ServicePlan service, int number, List<PodPlan> pods, Set<String> ready) {
    var document =
        KubeJson.JSON
            .createObjectNode()
            .put("apiVersion", "discovery.k8s.io/v1")
            .put("kind", "EndpointSlice");
    var metadata = document.putObject("metadata");
    metadata.put("name", service.name() + "-" + number).put("namespace", service.namespace());
    metadata.putObject("labels").put("kubernetes.io/service-name", service.name());
    document.put("addressType", "IPv4");
    var endpoints = document.putArray("endpoints");
    for (var pod : pods) {
      endpoint(endpoints.addObject(), pod, ready.contains(pod.key()));
    }
    var ports = document.putArray("ports");
    for (var port : service.service().ports()) {
      target(port, pods).ifPresent(target -> port(ports.addObject(), port, target));
    }
    return document;
  }

  private static void endpoint(ObjectNode out, PodPlan pod, boolean ready) {
    out.putArray("addresses").add(pod.address());
    out.putObject("conditions").put("ready", ready).put("serving", ready).put("terminating", false);
    out.put("nodeName", pod.hostName());
    out.putObject("targetRef")
        .put("kind", "Pod")
        .put("namespace", pod.namespace())
        .put("name", pod.name())
        .put("uid", pod.uid());
  }

  private static void port(ObjectNode out, ServicePort port, int target) {
    out.put("name", port.name()).put("port", target).put("protocol", port.protocol());
    if (!port.appProtocol().isEmpty()) {
      out.put("appProtocol", port.appProtocol());
    }
  }

  /** A named target is the container port of that name; pods of one lab service agree on it. */
  private static OptionalInt target(ServicePort port, List<PodPlan> pods) {
    return switch (port.targetPort()) {
      case TargetPort.Same same -> OptionalInt.of(port.port());
      case TargetPort.Number number -> OptionalInt.of(number.port());
      case TargetPort.Name name ->
          pods.stream()
              .flatMap(pod -> pod.containers().stream())
              .flatMap(container -> container.ports().stream())
              .filter(candidate -> candidate.name().equals(name.name()))
              .mapToInt(candidate -> candidate.containerPort())
              .findFirst();
    };
  }
}
