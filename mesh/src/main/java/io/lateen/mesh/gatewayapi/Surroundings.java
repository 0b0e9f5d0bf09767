// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.kubernetes.Namespace;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.service.ServicesSnapshot;

/**
 * What objects of the Gateway API refer to.
 *
 * @param services parents and backends of routes
 * @param namespaces that listeners select by their labels
 */
public record Surroundings(ServicesSnapshot services, KindSnapshot<Namespace> namespaces) {

  static final Surroundings EMPTY =
      new Surroundings(ServicesSnapshot.EMPTY, KindSnapshot.empty(Namespace.class));

  /** Whether nothing changed from {@code other} to this. */
  boolean isSame(Surroundings other) {
    return services == other.services && namespaces == other.namespaces;
  }
}
