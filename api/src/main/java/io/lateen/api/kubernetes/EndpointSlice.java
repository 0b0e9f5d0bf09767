// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.api.Spec;
import java.util.List;

/**
 * A Kubernetes EndpointSlice (discovery.k8s.io/v1).
 *
 * @param serviceName service in the same namespace, from the label {@code
 *     kubernetes.io/service-name}; may be empty
 * @param addressType {@code IPv4}, {@code IPv6} or {@code FQDN}
 * @param endpoints endpoints
 * @param ports ports that all of them have
 */
public record EndpointSlice(
    String serviceName, String addressType, List<SliceEndpoint> endpoints, List<SlicePort> ports)
    implements Spec {

  /** Copies the collections. */
  public EndpointSlice {
    endpoints = List.copyOf(endpoints);
    ports = List.copyOf(ports);
  }
}
