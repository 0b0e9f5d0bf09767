// SPDX-License-Identifier: Apache-2.0
/**
 * The identity of the node itself: joining the mesh, the mutually authenticated channel to the
 * control plane, and the roots that are trusted. Opened once by the agent's entry point and used by
 * everything that calls the control plane. Trusts nobody who does not prove to be the control plane
 * of the configured root.
 */
@NullMarked
package io.lateen.agent.identity.node;

import org.jspecify.annotations.NullMarked;
