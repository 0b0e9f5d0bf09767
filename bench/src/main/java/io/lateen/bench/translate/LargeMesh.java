// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.translate;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.document.DocumentDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * A mesh of many services in ten namespaces; each has two subsets, ten pods, a weighted
 * VirtualService and a DestinationRule with limits and outlier detection.
 *
 * @param services how many, at most 65,536
 */
record LargeMesh(int services) {

  static final int NAMESPACES = 10;

  /** Documents that are decoded together; the decoder limits the size of one input. */
  private static final int SERVICES_PER_INPUT = 50;

  private static final int PODS_PER_SERVICE = 10;

  /** The mesh's objects, decoded. */
  ConfigDelta objects() {
    var all = new ArrayList<ConfigObject<?>>();
    for (int first = 0; first < services; first += SERVICES_PER_INPUT) {
      var text = new StringBuilder();
      for (int i = first; i < Math.min(services, first + SERVICES_PER_INPUT); i++) {
        text.append(service(i)).append(virtualService(i, 90)).append(destinationRule(i, 100));
        for (int pod = 0; pod < PODS_PER_SERVICE; pod++) {
          text.append(pod(i, pod));
        }
        text.append(endpoints(i, PODS_PER_SERVICE));
      }
      all.addAll(decode("mesh-" + first + ".yaml", text.toString()));
    }
    return ConfigDelta.upsert(all);
  }

  static ConfigDelta edit(String yaml) {
    return ConfigDelta.upsert(decode("edit.yaml", yaml));
  }

  private static List<ConfigObject<?>> decode(String source, String yaml) {
    var decoded = new DocumentDecoder().decode(source, yaml);
    if (decoded.problems().hasErrors()) {
      throw new IllegalStateException(decoded.problems().errors().render());
    }
    return decoded.valid();
  }

  /** The namespace of service {@code i}. */
  static String namespace(int i) {
    return "ns-" + i % NAMESPACES;
  }

  static String service(int i) {
    return """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: svc-%1$d, namespace: %2$s}
        spec:
          clusterIP: 10.%3$d.%4$d.1
          selector: {app: svc-%1$d}
          ports: [{name: http, port: 80, targetPort: 8080}]
        """
        .formatted(i, namespace(i), i / 256, i % 256);
  }

  static String virtualService(int i, int weight) {
    return """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: svc-%1$d, namespace: %2$s}
        spec:
          hosts: [svc-%1$d]
          http:
          - match: [{headers: {end-user: {exact: jason}}}]
            route: [{destination: {host: svc-%1$d, subset: v2}}]
          - route:
            - {destination: {host: svc-%1$d, subset: v1}, weight: %3$d}
            - {destination: {host: svc-%1$d, subset: v2}, weight: %4$d}
        """
        .formatted(i, namespace(i), weight, 100 - weight);
  }

  static String destinationRule(int i, int connections) {
    return """
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: svc-%1$d, namespace: %2$s}
        spec:
          host: svc-%1$d
          trafficPolicy:
            connectionPool: {tcp: {maxConnections: %3$d}}
            outlierDetection: {consecutive5xxErrors: 5}
          subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
        """
        .formatted(i, namespace(i), connections);
  }

  static String pod(int i, int pod) {
    return """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: svc-%1$d-%5$d
          namespace: %2$s
          uid: uid-%1$d-%5$d
          labels: {app: svc-%1$d, version: v%6$d, security.istio.io/tlsMode: istio}
        spec: {serviceAccountName: svc-%1$d, nodeName: node-%5$d}
        status: {podIP: %7$s}
        """
        .formatted(i, namespace(i), i / 256, i % 256, pod, pod % 2 + 1, address(i, pod));
  }

  /** The slice of service {@code i} with its first {@code pods} endpoints. */
  static String endpoints(int i, int pods) {
    var text =
        new StringBuilder(
            """
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: svc-%1$d
              namespace: %2$s
              labels: {kubernetes.io/service-name: svc-%1$d}
            addressType: IPv4
            ports: [{name: http, port: 8080, protocol: TCP}]
            endpoints:
            """
                .formatted(i, namespace(i)));
    for (int pod = 0; pod < pods; pod++) {
      text.append(
          "- {addresses: [%s], targetRef: {kind: Pod, name: svc-%d-%d, namespace: %s}}%n"
              .formatted(address(i, pod), i, pod, namespace(i)));
    }
    return text.toString();
  }

  private static String address(int i, int pod) {
    return "11.%d.%d.%d".formatted(i / 256, i % 256, pod + 1);
  }
}
