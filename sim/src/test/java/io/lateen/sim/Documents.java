// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import io.lateen.api.ConfigObject;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.testkit.pem.TestPem;
import java.util.List;
import java.util.stream.Collectors;

/** The objects of the simulation as users write them. */
final class Documents {

  private static final DocumentDecoder DECODER = new DocumentDecoder();

  /** A destination of a route. */
  record Target(int service, String subset) {}

  private Documents() {}

  private static ConfigObject<?> decode(String yaml) {
    var decoded = DECODER.decode("sim", yaml);
    if (decoded.problems().hasErrors()) {
      throw new AssertionError(decoded.problems().render());
    }
    return decoded.valid().getFirst();
  }

  static String namespace(int service) {
    return ConfigSource.NAMESPACES.get(service % 2);
  }

  private static String host(int service) {
    return "s%d.%s.svc.cluster.local".formatted(service, namespace(service));
  }

  static ConfigObject<?> service(int service) {
    return decode(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: s%d, namespace: %s}
        spec:
          clusterIP: 10.78.0.%d
          selector: {app: s%d}
          ports: [{name: http, port: 80, targetPort: 9080}]
        """
            .formatted(service, namespace(service), service + 10, service));
  }

  /** One ready address, whose last three numbers are the mark. */
  static ConfigObject<?> endpoints(int service, int mark) {
    return decode(
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata:
          name: s%1$d-x
          namespace: %2$s
          labels: {kubernetes.io/service-name: s%1$d}
        addressType: IPv4
        endpoints: [{addresses: [10.0.%3$d.%4$d], conditions: {ready: true}}]
        ports: [{name: http, port: 9080}]
        """
            .formatted(service, namespace(service), mark / 256, mark % 256));
  }

  static ConfigObject<?> destination(int service, boolean two, int mark) {
    return decode(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: s%1$d, namespace: %2$s}
        spec:
          host: %3$s
          trafficPolicy: {connectionPool: {tcp: {connectTimeout: %4$dms}}}
          subsets:
          - {name: v1, labels: {version: v1}}
        %5$s
        """
            .formatted(
                service,
                namespace(service),
                host(service),
                mark,
                two ? "  - {name: v2, labels: {version: v2}}" : ""));
  }

  static ConfigObject<?> routes(int service, List<Target> targets, boolean poison, int mark) {
    var http =
        targets.stream()
            .map(
                target ->
                    """
                    - %smatch: [{uri: {prefix: /%s%d}}]
                      timeout: %ds
                      route: [{destination: {host: %s, subset: %s}}]
                    """
                        .formatted(
                            poison ? "name: poison\n  " : "",
                            target.subset(),
                            target.service(),
                            mark,
                            host(target.service()),
                            target.subset())
                        .indent(2))
            .collect(Collectors.joining());
    return decode(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: s%d, namespace: %s}
        spec:
          hosts: [%s]
          http:
        """
                .formatted(service, namespace(service), host(service))
            + http);
  }

  static ConfigObject<?> pod(int number, String namespace, String node) {
    return decode(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: p%1$d
          namespace: %2$s
          uid: uid-p%1$d
          labels: {app: client, security.istio.io/tlsMode: istio}
        spec:
          nodeName: %3$s
          serviceAccountName: client
          containers: [{name: app, ports: [{containerPort: 9080}]}]
        status: {phase: Running, podIP: 10.77.1.%4$d, podIPs: [{ip: 10.77.1.%4$d}]}
        """
            .formatted(number, namespace, node, number + 1));
  }

  static ConfigObject<?> gatewayPod(String namespace, String node) {
    return decode(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: gateway
          namespace: %1$s
          uid: uid-gateway-%1$s
          labels: {istio: gateway-%1$s}
          annotations: {inject.istio.io/templates: gateway}
        spec:
          nodeName: %2$s
          serviceAccountName: gateway
          containers: [{name: istio-proxy, image: auto}]
        status: {phase: Running, podIP: 10.77.2.1}
        """
            .formatted(namespace, node));
  }

  static ConfigObject<?> gateway(String namespace) {
    return decode(
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: edge, namespace: %1$s}
        spec:
          selector: {istio: gateway-%1$s}
          servers:
          - port: {number: 8443, name: https, protocol: HTTPS}
            hosts: ["%1$s/*.example.com"]
            tls: {mode: SIMPLE, credentialName: cert-%1$s}
        """
            .formatted(namespace));
  }

  /** A certificate whose sealed key names its namespace. */
  static ConfigObject<?> secret(String namespace, int mark) {
    return decode(
        """
        apiVersion: v1
        kind: Secret
        type: kubernetes.io/tls
        metadata: {name: cert-%1$s, namespace: %1$s}
        stringData:
          tls.key: "sealed:%1$s:%2$d"
          tls.crt: |
        %3$s
        """
            .formatted(namespace, mark, TestPem.text("shop.crt").indent(4)));
  }
}
