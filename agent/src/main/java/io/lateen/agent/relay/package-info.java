// SPDX-License-Identifier: Apache-2.0
/**
 * Carries the discovery stream of each local Envoy to the control plane and keeps it served when
 * the control plane is away, from the last configuration that Envoy accepted. The agent builds one
 * {@link io.lateen.agent.relay.AdsRelay} per workload and adds its service to the workload's
 * socket. A relay runs on the executor it was given, one task at a time; only its store touches the
 * disk, on another one.
 */
@NullMarked
package io.lateen.agent.relay;

import org.jspecify.annotations.NullMarked;
