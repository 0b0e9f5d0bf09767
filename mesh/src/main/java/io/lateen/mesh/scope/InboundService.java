// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.ServicePort;

/**
 * A service port that a workload serves.
 *
 * @param targetPort port on which the workload listens; 0 for a Unix socket
 */
public record InboundService(MeshService service, ServicePort port, int targetPort) {}
