// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import io.lateen.it.security.TaskPod.Role;
import io.lateen.lab.topology.AddressPlan;
import io.lateen.lab.topology.Cable;
import io.lateen.lab.topology.LabNames;
import io.lateen.lab.topology.NetworkPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Who is in the mesh of the tasks: servers in the namespaces {@code foo} and {@code bar}, a caller
 * in {@code foo}, one in {@code legacy} that has no sidecar, and a gateway.
 */
final class TaskPlan {

  static final LabNames NAMES = LabNames.DEMO;
  static final AddressPlan ADDRESSES = new AddressPlan(10, 77);

  /** Port of the applications that speak HTTP. */
  static final int HTTP = 8000;

  /** Routes of a VirtualService that send everything to the service in {@code foo}. */
  static final String TO_HTTPBIN =
      "[{route: [{destination: {host: httpbin, port: {number: 8000}}}]}]";

  private final Path run;
  private final List<TaskPod> pods = new ArrayList<>();
  private final List<TaskService> services = new ArrayList<>();

  final TaskPod curl;
  final TaskPod other;
  final TaskPod legacy;
  final TaskPod gateway;
  final TaskService foo;
  final TaskService bar;
  final TaskService tcp;

  /** Plans it; {@code run} is the machine's folder of that name, as the test sees it. */
  TaskPlan(Path run) {
    this.run = run;
    this.curl = pod("foo", "curl", Role.SIDECAR);
    var echo = pod("foo", "httpbin", Role.SIDECAR);
    this.other = pod("bar", "httpbin", Role.SIDECAR);
    this.legacy = pod("legacy", "curl", Role.NONE);
    this.gateway = pod("istio-system", "ingressgateway", Role.GATEWAY);
    this.foo = service("foo", "httpbin", echo, Map.of("http", HTTP));
    this.bar = service("bar", "httpbin", other, Map.of("http", HTTP));
    this.tcp =
        service(
            "foo",
            "tcp-echo",
            echo,
            Map.of("tcp", TaskServers.FIRST_ECHO, "tcp-other", TaskServers.FIRST_ECHO + 1));
    service(
        "legacy",
        "ext-authz",
        legacy,
        Map.of("http", TaskServers.CHECK_HTTP, "grpc", TaskServers.CHECK_GRPC));
  }

  private TaskPod pod(String namespace, String name, Role role) {
    var address = ADDRESSES.pod(1, pods.size());
    var cable = new Cable(NAMES.podNamespace(namespace, name), address, 1);
    var labels = role == Role.GATEWAY ? Map.of("istio", name, "app", name) : Map.of("app", name);
    var pod = TaskPod.of(namespace, name, labels, role, cable, run);
    pods.add(pod);
    return pod;
  }

  private TaskService service(
      String namespace, String name, TaskPod pod, Map<String, Integer> ports) {
    var address = ADDRESSES.service(services.size());
    var service = new TaskService(namespace, name, address, pod, ports);
    services.add(service);
    return service;
  }

  List<TaskPod> pods() {
    return List.copyOf(pods);
  }

  NetworkPlan network() {
    return new NetworkPlan(NAMES, ADDRESSES, 1, pods.stream().map(TaskPod::cable).toList());
  }

  /** All that the control plane is told before anything runs. */
  String documents() {
    var namespaces = new LinkedHashSet<String>();
    pods.forEach(pod -> namespaces.add(pod.namespace()));
    var all = new ArrayList<String>();
    for (var name : namespaces) {
      all.add(
          "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s, labels: {istio-injection: enabled}}\n"
              .formatted(name));
    }
    pods.forEach(pod -> all.add(pod.document()));
    services.forEach(service -> all.add(service.documents()));
    return String.join("---\n", all);
  }

  /** Opens the gateway for HTTP to every host, with the routes {@code http}. */
  static String door(String http) {
    return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: foo}
        spec:
          selector: {istio: ingressgateway}
          servers: [{port: {number: 8080, name: http, protocol: HTTP}, hosts: ["*"]}]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: shop, namespace: foo}
        spec:
          hosts: ["*"]
          gateways: [shop]
          http: %s
        ---
        """
        .formatted(http);
  }
}
