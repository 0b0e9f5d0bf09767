// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.mesh.service.ServiceOrder;
import java.util.Comparator;

/**
 * The place of a service among those that proxies of one namespace see: first those that are
 * exported to this namespace by name, then the public ones, oldest first.
 */
public record ServiceRank(boolean isPublic, ServiceOrder order) implements Comparable<ServiceRank> {

  private static final Comparator<ServiceRank> ORDER =
      Comparator.comparing(ServiceRank::isPublic).thenComparing(ServiceRank::order);

  @Override
  public int compareTo(ServiceRank other) {
    return ORDER.compare(this, other);
  }
}
