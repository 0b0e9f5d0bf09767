// SPDX-License-Identifier: Apache-2.0
/**
 * Gateways: pods and ports behind them, certificates, and hosts that several of them claim. Called
 * by {@code run}; Gateways of the Gateway API have their own package. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.gateway;

import org.jspecify.annotations.NullMarked;
