// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.routing;

import io.lateen.api.ObjectMeta;
import java.util.Map;

/**
 * Whose rules hold for a VirtualService: those of the kind that it was written as (Istio:
 * constants.InternalRouteSemantics, pilot/pkg/model/virtualservice.go UseIngressSemantics,
 * UseGatewaySemantics).
 */
public enum RouteSemantics {
  /** A VirtualService. */
  ISTIO(""),
  /** A Kubernetes Ingress: prefixes of paths end at slashes. */
  INGRESS("ingress"),
  /** A route of the Gateway API: the same, and missing backends are answered with 500. */
  GATEWAY_API("gateway");

  private static final String ANNOTATION = "internal.istio.io/route-semantics";

  private final String value;

  RouteSemantics(String value) {
    this.value = value;
  }

  static RouteSemantics of(ObjectMeta meta) {
    var written = meta.annotation(ANNOTATION);
    for (var semantics : values()) {
      if (semantics.value.equals(written)) {
        return semantics;
      }
    }
    return ISTIO;
  }

  /** What marks a VirtualService that was made of another kind. */
  public Map<String, String> annotations() {
    return this == ISTIO ? Map.of() : Map.of(ANNOTATION, value);
  }

  /** Whether a prefix of a path matches whole segments only. */
  public boolean endPrefixesAtSlashes() {
    return this != ISTIO;
  }
}
