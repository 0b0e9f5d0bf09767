// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.analyze;

import io.lateen.client.DocumentSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Texts with many VirtualServices and what they refer to. */
final class ManyRoutes {

  private static final int PER_FILE = 100;
  private static final int NAMESPACES = 30;

  private ManyRoutes() {}

  /** Each has its own service, subsets and gateway host; nothing is wrong. */
  static List<DocumentSource> sound(int count) {
    return files(count, ManyRoutes::soundRoutes);
  }

  /** Those of {@link #sound} in one file. */
  static List<DocumentSource> single(int count) {
    var texts = sound(count).stream().map(DocumentSource::text).toList();
    return List.of(new DocumentSource("routes.yaml", String.join("---\n", texts)));
  }

  /** All have the same host at one gateway and in the mesh, in many namespaces: all conflict. */
  static List<DocumentSource> crowded(int count) {
    return files(count, ManyRoutes::crowdedRoutes);
  }

  private static List<DocumentSource> files(int count, IntFunction<String> objects) {
    var files = new ArrayList<DocumentSource>();
    for (int first = 0; first < count; first += PER_FILE) {
      var text = new StringBuilder(gateway(first));
      for (int i = first; i < Math.min(count, first + PER_FILE); i++) {
        text.append(objects.apply(i));
      }
      files.add(new DocumentSource("routes-" + first + ".yaml", text.toString()));
    }
    return files;
  }

  private static String gateway(int number) {
    return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw-%1$d, namespace: edge}
        spec:
          selector: {istio: ingressgateway}
          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*.g%1$d.example.com"]}]
        """
        .formatted(number);
  }

  private static String soundRoutes(int i) {
    return """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: svc-%1$d, namespace: ns-%2$d}
        spec: {selector: {app: svc-%1$d}, ports: [{name: http, port: 80}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: svc-%1$d-0, namespace: ns-%2$d, labels: {app: svc-%1$d, version: v1}}
        spec: {containers: [{name: istio-proxy, image: proxyv2}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: svc-%1$d, namespace: ns-%2$d}
        spec: {host: svc-%1$d, subsets: [{name: v1, labels: {version: v1}}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: svc-%1$d, namespace: ns-%2$d}
        spec:
          hosts: [svc-%1$d, h%1$d.g%3$d.example.com]
          gateways: [mesh, edge/gw-%3$d]
          http:
          - match: [{uri: {prefix: /a}}, {uri: {prefix: /b}, headers: {user: {exact: jason}}}]
            route: [{destination: {host: svc-%1$d, subset: v1}}]
          - route: [{destination: {host: svc-%1$d, subset: v1}}]
        """
        .formatted(i, i % NAMESPACES, i - i % PER_FILE);
  }

  private static String crowdedRoutes(int i) {
    return """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: vs-%1$d, namespace: ns-%2$d}
        spec:
          hosts: [same.g0.example.com, "*.g0.example.com"]
          exportTo: ["%3$s"]
          gateways: [mesh, edge/gw-0]
          http: [{route: [{destination: {host: gone.example.com, subset: v1}}]}]
        """
        .formatted(i, i, i % 2 == 0 ? "." : "*");
  }
}
