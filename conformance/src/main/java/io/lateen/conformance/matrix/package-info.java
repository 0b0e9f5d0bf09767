// SPDX-License-Identifier: Apache-2.0
/**
 * Tells for every field of every kind whether it has an effect, and which golden case proves it.
 * Called by {@code ./dev fields} and by a test that keeps docs/compatibility.md true; a field
 * counts as supported only when taking it away or changing it changes what a proxy gets. Safe on
 * any thread.
 */
@NullMarked
package io.lateen.conformance.matrix;

import org.jspecify.annotations.NullMarked;
