// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

/**
 * Whose rules hold for a rule, where VirtualServices and what became one differ (Istio:
 * pilot/pkg/model/virtualservice.go UseIngressSemantics, UseGatewaySemantics).
 */
public enum RuleSemantics {
  /** A VirtualService. */
  ISTIO,
  /** A Kubernetes Ingress: prefixes of paths end at slashes. */
  INGRESS,
  /** A route of the Gateway API: the same, and missing backends are answered with 500. */
  GATEWAY_API;

  boolean endPrefixesAtSlashes() {
    return this != ISTIO;
  }
}
