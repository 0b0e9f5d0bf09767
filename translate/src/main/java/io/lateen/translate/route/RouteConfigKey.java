// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.base.map.DiffMap;
import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import java.util.List;

/**
 * A route configuration.
 *
 * @param virtualHosts by their names, in their order
 * @param rest what happens to requests for other hosts
 * @param headers what is added to requests
 */
public record RouteConfigKey(
    String resourceName,
    DiffMap<String, PlannedHost> virtualHosts,
    Rest rest,
    RouteHeaders headers,
    Provenance provenance)
    implements ResourceKey {

  /** What happens to requests that no virtual host takes. */
  public sealed interface Rest {

    /** Nothing is added: Envoy answers 404. */
    record NotFound() implements Rest {}

    /**
     * Those for hosts of other servers are sent back with 421.
     *
     * @param name of the virtual host
     * @param domains not empty; no virtual host of the configuration has one of them
     */
    record Misdirected(String name, List<String> domains) implements Rest {

      public Misdirected {
        domains = List.copyOf(domains);
      }
    }

    /** They are refused with 502. */
    record Refuse() implements Rest {}

    /**
     * They pass.
     *
     * @param cluster to their own destination, or to an egress proxy
     */
    record Pass(String cluster) implements Rest {}

    /** They pass to the host they name, which the proxy resolves. */
    record Resolve() implements Rest {}
  }
}
