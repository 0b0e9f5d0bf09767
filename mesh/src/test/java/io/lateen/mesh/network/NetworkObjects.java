// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.network;

import io.lateen.api.ConfigObject;
import io.lateen.api.document.DocumentDecoder;
import java.util.List;

/** Objects that say something about networks. */
final class NetworkObjects {

  private NetworkObjects() {}

  static List<ConfigObject<?>> of(String yaml) {
    var decoded = new DocumentDecoder().decode("test.yaml", yaml);
    if (decoded.problems().hasErrors()) {
      throw new IllegalArgumentException(decoded.problems().errors().render());
    }
    return decoded.valid();
  }

  static String root(String network) {
    return """
        apiVersion: v1
        kind: Namespace
        metadata: {name: istio-system, labels: {topology.istio.io/network: %s}}
        ---
        """
        .formatted(network);
  }

  static String service(String name, String labels, String address) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: istio-system, labels: {%s}}
        spec:
          type: LoadBalancer
          clusterIP: 10.0.0.1
          ports:
          - {name: tls, port: 15443}
          - {name: other, port: 15444}
        status: {loadBalancer: {ingress: [{ip: "%s"}]}}
        ---
        """
        .formatted(name, labels, address);
  }

  static String networks(String text) {
    return """
        apiVersion: lateen.io/v1
        kind: MeshNetworks
        metadata: {name: default}
        spec:
          networks:
        """
        + text.indent(4)
        + "---\n";
  }
}
