// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import io.lateen.mesh.object.Warning;
import java.util.List;

/** Tells the authors of services for which no automatic address was left. */
public final class AddressChecks {

  private AddressChecks() {}

  /** A warning for each, in the order of the services; none in nearly all meshes. */
  public static List<Warning> warnings(ServicesSnapshot services) {
    if (services.pool().missing() == 0) {
      return List.of();
    }
    return services.all().stream()
        .filter(service -> services.pool().isMissing(service.key()))
        .map(AddressChecks::warning)
        .toList();
  }

  private static Warning warning(MeshService service) {
    return Warning.of(
        service.object(),
        service.origin(),
        "spec.addresses",
        "no address is left for "
            + service.key().hostname()
            + " among the automatic ones; only calls that"
            + " name it, by HTTP or TLS, reach it",
        "write an address that nothing else has");
  }
}
