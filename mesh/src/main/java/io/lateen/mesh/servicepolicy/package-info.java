// SPDX-License-Identifier: Apache-2.0
/**
 * Which ServicePolicy counts for a service and which GatewayPolicy for a gateway, field by field
 * (decision 024). Scopes ask it for what proxies see; the checks ask it who lost. Pure; any thread.
 */
@NullMarked
package io.lateen.mesh.servicepolicy;

import org.jspecify.annotations.NullMarked;
