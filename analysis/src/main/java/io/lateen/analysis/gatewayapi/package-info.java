// SPDX-License-Identifier: Apache-2.0
/**
 * Definitions of the Gateway API's kinds, and policies that miss its gateways. Called by {@code
 * run}; whether a route is accepted is told by its status. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.gatewayapi;

import org.jspecify.annotations.NullMarked;
