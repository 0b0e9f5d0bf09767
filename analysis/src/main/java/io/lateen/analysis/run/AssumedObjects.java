// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.run;

import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.DocumentReader;
import io.lateen.analysis.inventory.MeshSettings;
import java.util.List;

/**
 * The ingress gateway that files alone do not bring, with the ports of Istio's own installation, so
 * that Gateways for it are not called unserved (istio/istio pkg/config/analysis/local/defaults.go).
 */
final class AssumedObjects {

  private static final String GATEWAY =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: %1$s-assumed, namespace: %2$s, labels: {istio: ingressgateway}}
      spec: {containers: [{name: istio-proxy}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: %1$s, namespace: %2$s, labels: {istio: ingressgateway}}
      spec:
        selector: {istio: ingressgateway}
        ports:
        - {name: http2, port: 80, targetPort: 80, protocol: TCP}
        - {name: https, port: 443, targetPort: 443, protocol: TCP}
        - {name: tcp, port: 31400, targetPort: 31400, protocol: TCP}
        - {name: tls, port: 15443, targetPort: 15443, protocol: TCP}
      """;

  private AssumedObjects() {}

  /** The objects that are assumed for a mesh. */
  static List<AnalyzedDocument> of(MeshSettings settings) {
    if (!settings.hasIngressGateway()) {
      return List.of();
    }
    var text = GATEWAY.formatted(settings.ingressService(), settings.rootNamespace());
    return new DocumentReader("default", true).read("assumed", text, "").documents();
  }
}
