// SPDX-License-Identifier: Apache-2.0
/**
 * PeerAuthentications and the mode they result in for a workload's ports. The mesh root applies
 * deltas, scopes and endpoint translation read. Immutable; any thread.
 */
@NullMarked
package io.lateen.mesh.security;

import org.jspecify.annotations.NullMarked;
