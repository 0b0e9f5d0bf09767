// SPDX-License-Identifier: Apache-2.0
/**
 * Bounds how far the heap grows over what lives in it. Wired by {@code bootstrap}; hears of the
 * heap from the JVM and collects it on the executor that it was given. Knows nothing of what the
 * memory is used for.
 */
@NullMarked
package io.lateen.controlplane.memory;

import org.jspecify.annotations.NullMarked;
