// SPDX-License-Identifier: Apache-2.0
/**
 * The settings of the whole mesh. The mesh root applies deltas, everything else reads. Immutable;
 * any thread.
 */
@NullMarked
package io.lateen.mesh.settings;

import org.jspecify.annotations.NullMarked;
