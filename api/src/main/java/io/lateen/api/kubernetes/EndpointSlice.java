// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.api.Spec;
import java.util.ArrayList;
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

  /** Endpoints are compared from the first and from the last on: most edits are of one place. */
  @Override
  public EndpointSlice sharing(Spec earlier) {
    if (!(earlier instanceof EndpointSlice known)) {
      return this;
    }
    var shared = new ArrayList<>(endpoints);
    int most = Math.min(shared.size(), known.endpoints.size());
    int first = 0;
    while (first < most && shared.get(first).equals(known.endpoints.get(first))) {
      shared.set(first, known.endpoints.get(first));
      first++;
    }
    int ahead = known.endpoints.size() - shared.size();
    int last = shared.size() - 1;
    while (last >= first
        && last + ahead >= first
        && shared.get(last).equals(known.endpoints.get(last + ahead))) {
      shared.set(last, known.endpoints.get(last + ahead));
      last--;
    }
    return new EndpointSlice(
        serviceName.equals(known.serviceName) ? known.serviceName : serviceName,
        addressType.equals(known.addressType) ? known.addressType : addressType,
        shared,
        ports.equals(known.ports) ? known.ports : ports);
  }
}
