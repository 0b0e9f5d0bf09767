// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.api.kubernetes.Container;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kubernetes documents as the scheduler, the kubelet and the endpoint controller write them. Pure.
 */
public final class KubeJson {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private KubeJson() {}

  /** A namespace that is part of the mesh. */
  public static String namespace(String name) {
    var document = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Namespace");
    var metadata = document.putObject("metadata").put("name", name);
    metadata.putObject("labels").put("istio-injection", "enabled");
    return document.toString();
  }

  /** The user's service with its virtual address. */
  public static String service(ServicePlan plan) {
    var document = object(plan.json());
    if (!plan.clusterIp().isEmpty()) {
      var spec = document.withObjectProperty("spec");
      spec.put("clusterIP", plan.clusterIp());
      spec.putArray("clusterIPs").add(plan.clusterIp());
    }
    return document.toString();
  }

  /** A pod that runs. */
  public static String pod(PodPlan pod, String hostAddress, boolean ready) {
    var document = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
    var metadata = document.putObject("metadata");
    metadata.put("name", pod.name()).put("namespace", pod.namespace());
    sorted(metadata.putObject("labels"), pod.labels());
    sorted(metadata.putObject("annotations"), pod.annotations());
    var spec = document.putObject("spec");
    spec.put("serviceAccountName", pod.serviceAccount()).put("nodeName", pod.hostName());
    var containers = spec.putArray("containers");
    pod.containers().forEach(container -> container(containers.addObject(), container));
    var status = document.putObject("status");
    status.put("phase", "Running").put("podIP", pod.address()).put("hostIP", hostAddress);
    status.putArray("podIPs").addObject().put("ip", pod.address());
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", ready ? "True" : "False");
    return document.toString();
  }

  private static void container(ObjectNode out, Container container) {
    out.put("name", container.name()).put("image", container.image());
    var ports = out.putArray("ports");
    for (var port : container.ports()) {
      var one = ports.addObject().put("containerPort", port.containerPort());
      if (!port.name().isEmpty()) {
        one.put("name", port.name());
      }
      if (!port.protocol().isEmpty()) {
        one.put("protocol", port.protocol());
      }
    }
  }

  private static void sorted(ObjectNode out, Map<String, String> values) {
    values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> out.put(entry.getKey(), entry.getValue()));
  }

  private static ObjectNode object(String json) {
    try {
      if (JSON.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("a decoded document is not JSON", e);
    }
    throw new IllegalArgumentException("a decoded document is not an object");
  }
}
