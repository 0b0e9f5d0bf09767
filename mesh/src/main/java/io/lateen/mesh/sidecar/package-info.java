// SPDX-License-Identifier: Apache-2.0
/**
 * Sidecar objects and which of them applies to a workload. The mesh root applies deltas, scopes
 * read. Immutable; any thread.
 */
@NullMarked
package io.lateen.mesh.sidecar;

import org.jspecify.annotations.NullMarked;
