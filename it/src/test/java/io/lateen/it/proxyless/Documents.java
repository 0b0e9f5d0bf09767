// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.proxyless;

/** The mesh of the tests, as an author writes it. */
final class Documents {

  static final String FIRST = "127.0.1.1";
  static final String SECOND = "127.0.1.2";

  private Documents() {}

  /**
   * Two backends of one service, a server with xDS, and a client.
   *
   * @param backendPort of both backends
   * @param securePort of the server
   */
  static String mesh(int backendPort, int securePort) {
    return service("echo", backendPort)
        + service("secure", securePort)
        + pod("echo-v1", "echo", FIRST, "version: v1")
        + pod("echo-v2", "echo", SECOND, "version: v2")
        + pod("secure", "secure", "127.0.0.1", "security.istio.io/tlsMode: istio")
        + pod("client", "client", "127.0.2.1", "version: v1")
        + slice("echo", backendPort, "echo-v1", FIRST, "echo-v2", SECOND)
        + slice("secure", securePort, "secure", "127.0.0.1");
  }

  private static String service(String name, int target) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: %1$s, namespace: shop}
        spec:
          clusterIP: 10.79.0.%3$d
          selector: {app: %1$s}
          ports: [{name: grpc, port: 8080, targetPort: %2$d}]
        ---
        """
        .formatted(name, target, name.length());
  }

  private static String pod(String name, String app, String address, String label) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %1$s
          namespace: shop
          labels: {app: %2$s, %4$s}
          annotations: {inject.istio.io/templates: grpc-agent}
        spec:
          serviceAccountName: %2$s
          nodeName: host1
          containers: [{name: app}]
        status:
          phase: Running
          podIP: %3$s
          podIPs: [{ip: %3$s}]
          conditions: [{type: Ready, status: "True"}]
        ---
        """
        .formatted(name, app, address, label);
  }

  private static String slice(String service, int port, String... podsAndAddresses) {
    var text = new StringBuilder();
    text.append(
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: %1$s, namespace: shop, labels: {kubernetes.io/service-name: %1$s}}
        addressType: IPv4
        ports: [{name: grpc, port: %2$d}]
        endpoints:
        """
            .formatted(service, port));
    for (int i = 0; i < podsAndAddresses.length; i += 2) {
      text.append(
          """
          - addresses: [%2$s]
            conditions: {ready: true}
            targetRef: {kind: Pod, name: %1$s, namespace: shop}
          """
              .formatted(podsAndAddresses[i], podsAndAddresses[i + 1]));
    }
    return text.append("---\n").toString();
  }

  /** Subsets of the backends. */
  static final String SUBSETS =
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: echo, namespace: shop}
      spec:
        host: echo
        subsets:
        - {name: v1, labels: {version: v1}}
        - {name: v2, labels: {version: v2}}
      ---
      """;

  /** Calls in those shares. */
  static String shares(int first, int second) {
    return rules(
        """
          - route:
            - {destination: {host: echo, subset: v1}, weight: %d}
            - {destination: {host: echo, subset: v2}, weight: %d}
        """
            .formatted(first, second));
  }

  /** Rules for calls to the backends. */
  static String rules(String http) {
    return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: echo, namespace: shop}
        spec:
          hosts: [echo]
          http:
        """
        + http
        + "---\n";
  }

  /** Much that gRPC does not do, beside what it does. */
  static final String EVERYTHING =
      rules(
              """
                - match: [{uri: {exact: /echo.Echo/Closed}}]
                  directResponse: {status: 403, body: {string: closed}}
                - match: [{uri: {exact: /echo.Echo/Moved}}]
                  redirect: {authority: elsewhere.example.com}
                - match: [{uri: {exact: /echo.Echo/Gone}}]
                  route: [{destination: {host: nowhere}}]
                - match:
                  - {queryParams: {debug: {exact: "1"}}}
                  - {authority: {exact: echo}}
                  - {uri: {regex: "/(?P<name>[a-z]+)"}}
                  route: [{destination: {host: nowhere}}]
                - match: [{withoutHeaders: {tenant: {exact: gold}}}]
                  headers: {request: {set: {x-from: client}}}
                  rewrite: {uri: /echo.Echo/Say, authority: other}
                  mirrors: [{destination: {host: secure}}]
                  corsPolicy: {allowMethods: [POST]}
                  retries: {attempts: 2, retryOn: "5xx,unavailable", perTryTimeout: 1s}
                  route: [{destination: {host: echo, subset: v1}}]
                - route: [{destination: {host: echo, subset: v2}}]
              """)
          + """
          apiVersion: networking.istio.io/v1
          kind: DestinationRule
          metadata: {name: echo, namespace: shop}
          spec:
            host: echo
            trafficPolicy:
              loadBalancer: {simple: RANDOM, warmup: {duration: 10s}}
              connectionPool:
                tcp: {maxConnections: 5, connectTimeout: 1s}
                http: {http2MaxRequests: 50, maxRequestsPerConnection: 2, maxRetries: 1}
              outlierDetection: {consecutive5xxErrors: 3}
            subsets:
            - name: v1
              labels: {version: v1}
              trafficPolicy:
                loadBalancer: {consistentHash: {httpHeaderName: tenant, ringHash: {minimumRingSize: 9000}}}
            - name: v2
              labels: {version: v2}
              trafficPolicy:
                loadBalancer: {consistentHash: {useSourceIp: true, maglev: {tableSize: 65537}}}
          ---
          """;

  /** mTLS to the server, on both sides, and who may call what. */
  static final String SECURED =
      """
      apiVersion: security.istio.io/v1
      kind: PeerAuthentication
      metadata: {name: secure, namespace: shop}
      spec:
        selector: {matchLabels: {app: secure}}
        mtls: {mode: STRICT}
      ---
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: secure, namespace: shop}
      spec:
        host: secure
        trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}
      ---
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: secure, namespace: shop}
      spec:
        selector: {matchLabels: {app: secure}}
        rules:
        - from: [{source: {principals: [cluster.local/ns/shop/sa/client]}}]
          to: [{operation: {paths: [/echo.Echo/Say]}}]
      ---
      """;
}
