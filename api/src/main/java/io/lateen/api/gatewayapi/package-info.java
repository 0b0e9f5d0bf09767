// SPDX-License-Identifier: Apache-2.0
/**
 * Objects of the Kubernetes Gateway API as records. Decoders make them, the mesh turns them into
 * the gateways and rules that they stand for. Immutable; any thread.
 */
@NullMarked
package io.lateen.api.gatewayapi;

import org.jspecify.annotations.NullMarked;
