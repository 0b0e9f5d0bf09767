// SPDX-License-Identifier: Apache-2.0
/**
 * Lateen's own kinds about services and gateways: what Istio's kinds cannot say (decision 024). The
 * decoders make these records, the mesh resolves which policy counts for a service or a gateway.
 * Immutable records without behaviour of their own; any thread.
 */
@NullMarked
package io.lateen.api.servicepolicy;

import org.jspecify.annotations.NullMarked;
