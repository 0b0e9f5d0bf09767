// SPDX-License-Identifier: Apache-2.0
/**
 * Proxies as the control plane knows them: who may open a stream for which workload, how far each
 * has come, what it refused. Called by the xDS server on its streams' threads and by the API; never
 * blocks the former. It trusts the identity of the connection and the records of the mesh, nothing
 * that a proxy says about itself.
 */
@NullMarked
package io.lateen.controlplane.proxy;

import org.jspecify.annotations.NullMarked;
