// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import java.time.Instant;

/**
 * The order of services in everything that is published: the oldest first, then by name and
 * namespace (istio/istio pilot/pkg/model/push_context.go, SortServicesByCreationTime).
 */
public record ServiceOrder(Instant creation, String name, ServiceKey key)
    implements Comparable<ServiceOrder> {

  /** The place of a service in that order. */
  public static ServiceOrder of(MeshService service) {
    return new ServiceOrder(service.creation(), service.name(), service.key());
  }

  @Override
  public int compareTo(ServiceOrder other) {
    int order = creation.compareTo(other.creation);
    if (order == 0) {
      order = name.compareTo(other.name);
    }
    if (order == 0) {
      order = key.namespace().compareTo(other.key.namespace());
    }
    return order == 0 ? key.compareTo(other.key) : order;
  }
}
