// SPDX-License-Identifier: Apache-2.0
/**
 * The table of host names for the agent's DNS server, in the form that Istio's agents read. Its key
 * comes from the planner. May not resolve anything; pure and safe on any thread.
 */
@NullMarked
package io.lateen.translate.nametable;

import org.jspecify.annotations.NullMarked;
