// SPDX-License-Identifier: Apache-2.0
/**
 * VirtualServices: gateways, destinations and subsets that do not exist, hosts and requests that
 * others take first. Called by {@code run}; how routes are merged is decided in {@code mesh}. Pure;
 * any thread.
 */
@NullMarked
package io.lateen.analysis.virtualservice;

import org.jspecify.annotations.NullMarked;
