// SPDX-License-Identifier: Apache-2.0
/**
 * Kubernetes Ingresses as the Gateways and VirtualServices that they stand for. The mesh root asks
 * for them at every change and treats them as if they had been written. Pure; any thread.
 */
@NullMarked
package io.lateen.mesh.ingress;

import org.jspecify.annotations.NullMarked;
