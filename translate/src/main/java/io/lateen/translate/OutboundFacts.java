// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.translate.http.HttpSettings;
import io.lateen.translate.listener.VirtualOutboundKey;
import io.lateen.translate.route.RouteConfigKey;
import io.lateen.translate.route.RouteHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What all outbound listeners and route configurations of a sidecar depend on.
 *
 * @param catchAll for each listener of the Sidecar whether it serves every port; at that one the
 *     listeners of those before are closed
 * @param entrance where traffic is redirected to; absent when none is
 * @param egressCluster where connections go that nobody claims
 * @param rest what happens to requests for unknown hosts
 * @param headers what is added to requests
 */
record OutboundFacts(
    List<Boolean> catchAll,
    Optional<VirtualOutboundKey> entrance,
    String egressCluster,
    Duration detectionTimeout,
    HttpSettings http,
    RouteConfigKey.Rest rest,
    RouteHeaders headers) {

  OutboundFacts {
    catchAll = List.copyOf(catchAll);
  }
}
