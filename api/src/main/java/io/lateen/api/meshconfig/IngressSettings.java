// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

/**
 * How Kubernetes Ingresses are served (api: mesh/v1alpha1/config.proto).
 *
 * @param ingressClass class that is served
 * @param ingressService service whose address Ingresses are given
 * @param controllerMode which Ingresses are served
 * @param ingressSelector value of the label {@code istio} of the gateways that serve them; empty
 *     for {@code ingressService}
 */
public record IngressSettings(
    String ingressClass, String ingressService, Mode controllerMode, String ingressSelector) {

  /** The settings of a mesh whose owner says nothing. */
  public static final IngressSettings DEFAULT =
      new IngressSettings("istio", "istio-ingressgateway", Mode.STRICT, "");

  /** Which Ingresses are served. */
  public enum Mode {
    /** As {@link #STRICT}. */
    UNSPECIFIED,
    /** None. */
    OFF,
    /** Those of the class, and those without class. */
    DEFAULT,
    /** Those of the class. */
    STRICT
  }
}
