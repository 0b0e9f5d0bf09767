// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.Optional;

/**
 * How endpoints are chosen.
 *
 * @param simple an algorithm without settings
 * @param consistentHash affinity by hash; at most one of this and {@code simple}
 * @param localityLb preference by place; absent stands for that of the mesh
 * @param warmup slow start of new endpoints
 * @param zoneAwareLb preference by zone; at most one of this and {@code localityLb}
 * @param backendUtilization weights by the load that endpoints report; at most one of this, {@code
 *     simple} and {@code consistentHash}
 */
public record LoadBalancer(
    Optional<SimpleLb> simple,
    Optional<ConsistentHash> consistentHash,
    Optional<LocalityLb> localityLb,
    Optional<Warmup> warmup,
    Optional<ZoneAwareLb> zoneAwareLb,
    Optional<BackendUtilization> backendUtilization) {}
