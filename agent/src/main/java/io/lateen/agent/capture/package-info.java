// SPDX-License-Identifier: Apache-2.0
/**
 * Leads a workload's traffic through its Envoy with nftables rules in its network namespace. Called
 * by the workload package before an Envoy starts and when a workload leaves; the rules stay when
 * the agent ends, so nothing passes in clear. The ruleset is pure text; applying it runs a command
 * and blocks, so it belongs on a virtual thread.
 */
@NullMarked
package io.lateen.agent.capture;

import org.jspecify.annotations.NullMarked;
