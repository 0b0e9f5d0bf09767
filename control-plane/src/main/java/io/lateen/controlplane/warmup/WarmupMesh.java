// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.warmup;

import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small mesh with what most meshes have, and edits of it; no object of it is ever published. */
final class WarmupMesh {

  /** Services, each with one workload. */
  static final int SERVICES = 24;

  /** Name of the node on which all workloads run. */
  static final String NODE = "warmup-node";

  private static final String NAMESPACE = "warmup";

  private WarmupMesh() {}

  /** All objects, as YAML. */
  static String documents() {
    return IntStream.range(0, SERVICES)
        .mapToObj(
            service ->
                String.join("---\n", service(service), pod(service), slice(service, 0))
                    + "---\n"
                    + String.join("---\n", route(service, 0), destination(service, 0)))
        .collect(Collectors.joining("---\n", common() + "---\n", ""));
  }

  /** One of the objects with another content, as YAML; each number makes another one. */
  static String edit(int number) {
    int service = number % SERVICES;
    return switch (number % 4) {
      case 0 -> slice(service, number);
      case 1 -> route(service, number);
      case 2 -> destination(service, number);
      default -> rules(number);
    };
  }

  /** How the proxy of a service introduces itself. */
  static Node node(int service) {
    var id = "sidecar~%1$s~app-%2$d.%3$s~%3$s.svc.cluster.local";
    return Node.newBuilder()
        .setId(id.formatted(address(service), service, NAMESPACE))
        .setCluster("app-" + service + "." + NAMESPACE)
        .build();
  }

  private static String address(int service) {
    return "10.0.0." + service;
  }

  private static String common() {
    return """
        apiVersion: v1
        kind: Namespace
        metadata: {name: warmup}
        ---
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: warmup}
        spec: {mtls: {mode: STRICT}}
        ---
        """
        + rules(0);
  }

  private static String rules(int number) {
    return """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: callers, namespace: warmup}
        spec:
          action: ALLOW
          rules:
          - from: [{source: {principals: ["cluster.local/ns/warmup/sa/*"]}}]
            to: [{operation: {methods: [GET, POST], paths: ["/v%d/*"]}}]
            when: [{key: "request.headers[x-role]", values: [reader, writer]}]
        """
        .formatted(number);
  }

  private static String service(int service) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: svc-%1$d, namespace: warmup}
        spec:
          clusterIP: 10.0.1.%1$d
          selector: {app: app-%1$d}
          ports:
          - {name: http, port: 80, targetPort: 8080}
          - {name: tcp-data, port: 9000, targetPort: 9000}
        """
        .formatted(service);
  }

  private static String pod(int service) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: app-%1$d
          namespace: warmup
          uid: uid-%1$d
          labels: {app: app-%1$d, version: v1, security.istio.io/tlsMode: istio}
        spec:
          nodeName: %2$s
          serviceAccountName: app-%1$d
          containers: [{name: app, ports: [{containerPort: 8080}, {containerPort: 9000}]}]
        status: {phase: Running, podIP: %3$s, podIPs: [{ip: %3$s}]}
        """
        .formatted(service, NODE, address(service));
  }

  private static String slice(int service, int number) {
    return """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        addressType: IPv4
        metadata:
          name: svc-%1$d-x
          namespace: warmup
          labels: {kubernetes.io/service-name: svc-%1$d}
        ports:
        - {name: http, port: 8080, protocol: TCP}
        - {name: tcp-data, port: 9000, protocol: TCP}
        endpoints:
        - addresses: [%2$s]
          conditions: {ready: true, serving: true, terminating: false}
          nodeName: %3$s
          targetRef: {kind: Pod, name: app-%1$d, namespace: warmup}
        - addresses: [10.0.2.%4$d]
          conditions: {ready: true, serving: true, terminating: false}
          nodeName: other
        """
        .formatted(service, address(service), NODE, number % 250);
  }

  private static String route(int service, int number) {
    return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: svc-%1$d, namespace: warmup}
        spec:
          hosts: [svc-%1$d.warmup.svc.cluster.local]
          http:
          - match: [{uri: {prefix: /v%2$d}, headers: {x-canary: {exact: "true"}}}]
            route: [{destination: {host: svc-%1$d, subset: v1}}]
            headers: {request: {set: {x-mark: "%2$d"}}}
          - route:
            - {destination: {host: svc-%1$d, subset: v1}, weight: 90}
            - {destination: {host: svc-%1$d}, weight: 10}
            timeout: 5s
            retries: {attempts: 2, perTryTimeout: 2s, retryOn: "5xx,reset"}
        """
        .formatted(service, number);
  }

  private static String destination(int service, int number) {
    return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: svc-%1$d, namespace: warmup}
        spec:
          host: svc-%1$d.warmup.svc.cluster.local
          trafficPolicy:
            loadBalancer: {simple: LEAST_REQUEST}
            connectionPool: {http: {http1MaxPendingRequests: %2$d}}
            outlierDetection: {consecutive5xxErrors: 5}
          subsets: [{name: v1, labels: {version: v1}}]
        """
        .formatted(service, 100 + number);
  }
}
