// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.meshconfig.SecurityFilters;
import io.lateen.translate.EncodedResource;
import java.util.Set;

/**
 * Everything that a patched resource depends on.
 *
 * @param type type URL
 * @param side of the proxy; of a listener it is in the listener itself, here any of a sidecar's
 * @param base the resource as it was generated
 * @param guarded names of the proxy's security filters
 */
record PatchedKey(
    String type,
    Context side,
    EncodedResource base,
    PatchSet patches,
    GatewayPorts ports,
    SecurityFilters securityFilters,
    Set<String> guarded) {

  PatchedKey {
    guarded = Set.copyOf(guarded);
  }

  PatchedKey with(PatchSet others) {
    return new PatchedKey(type, side, base, others, ports, securityFilters, guarded);
  }
}
