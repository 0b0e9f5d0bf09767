// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import java.time.Instant;
import java.util.Comparator;

/**
 * The order of services in everything that is published: the oldest first, then by name and
 * namespace (istio/istio pilot/pkg/model/push_context.go, SortServicesByCreationTime).
 */
public record ServiceOrder(Instant creation, String name, ServiceKey key)
    implements Comparable<ServiceOrder> {

  private static final Comparator<ServiceOrder> ORDER =
      Comparator.comparing(ServiceOrder::creation)
          .thenComparing(ServiceOrder::name)
          .thenComparing(order -> order.key().namespace())
          .thenComparing(ServiceOrder::key);

  /** The place of a service in that order. */
  public static ServiceOrder of(MeshService service) {
    return new ServiceOrder(service.creation(), service.name(), service.key());
  }

  @Override
  public int compareTo(ServiceOrder other) {
    return ORDER.compare(this, other);
  }
}
