// SPDX-License-Identifier: Apache-2.0
/**
 * DestinationRules: hosts that nobody declares, subsets without pods, peers that are not verified,
 * failover that never happens, policies that are lost. Called by {@code run}; what a rule means for
 * a proxy is decided in {@code mesh}. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.destination;

import org.jspecify.annotations.NullMarked;
