// SPDX-License-Identifier: Apache-2.0
/**
 * Networks of the mesh: which addresses are in which, and through which gateways one reaches the
 * endpoints of another. The mesh root applies deltas, translators read. Immutable, never resolves
 * names; any thread.
 */
@NullMarked
package io.lateen.mesh.network;

import org.jspecify.annotations.NullMarked;
