// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.mesh.service.ServiceOrder;

/**
 * The place of a service among those that proxies of one namespace see: first those that are
 * exported to this namespace by name, then the public ones, oldest first.
 */
public record ServiceRank(boolean isPublic, ServiceOrder order) implements Comparable<ServiceRank> {

  @Override
  public int compareTo(ServiceRank other) {
    int first = Boolean.compare(isPublic, other.isPublic);
    return first == 0 ? order.compareTo(other.order) : first;
  }
}
