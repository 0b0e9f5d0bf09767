// SPDX-License-Identifier: Apache-2.0
/**
 * Measures {@code lateen analyze} without the start of its process: reading, decoding and all
 * analyzers over thousands of VirtualServices. Called by {@code Bench}; one thread.
 */
@NullMarked
package io.lateen.bench.analyze;

import org.jspecify.annotations.NullMarked;
