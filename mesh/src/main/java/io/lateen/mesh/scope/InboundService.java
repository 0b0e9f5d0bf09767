// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.servicepolicy.RateLimit;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.servicepolicy.Decided;
import java.util.Optional;

/**
 * A service port that a workload serves.
 *
 * @param targetPort port on which the workload listens; 0 for a Unix socket
 * @param rateLimit how many requests the workload takes for the service
 */
public record InboundService(
    MeshService service,
    ServicePort port,
    int targetPort,
    Optional<Decided<RateLimit>> rateLimit) {}
