// SPDX-License-Identifier: Apache-2.0
/**
 * Objects of the Kubernetes Gateway API as the Gateways, VirtualServices and DestinationRules that
 * they stand for (istio/istio pilot/pkg/config/kube/gateway). The mesh root asks for them at every
 * change and treats them as if they had been written. Pure; any thread.
 */
@NullMarked
package io.lateen.mesh.gatewayapi;

import org.jspecify.annotations.NullMarked;
