// SPDX-License-Identifier: Apache-2.0
/**
 * Configuration objects of one kind as an immutable, ordered collection, and what a delta changes
 * in it. The snapshots of the mesh are built on it. Pure; any thread.
 */
@NullMarked
package io.lateen.mesh.object;

import org.jspecify.annotations.NullMarked;
