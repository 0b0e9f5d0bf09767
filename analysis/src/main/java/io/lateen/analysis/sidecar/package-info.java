// SPDX-License-Identifier: Apache-2.0
/**
 * Sidecar objects that select nothing, or the same pods as others. Called by {@code run}; what a
 * Sidecar hides is decided in {@code mesh}. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.sidecar;

import org.jspecify.annotations.NullMarked;
