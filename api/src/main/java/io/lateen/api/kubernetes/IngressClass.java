// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.api.Spec;

/**
 * A class of Ingresses (Kubernetes API networking.k8s.io/v1).
 *
 * @param controller who serves them; Istio's is {@code istio.io/ingress-controller}
 */
public record IngressClass(String controller) implements Spec {}
