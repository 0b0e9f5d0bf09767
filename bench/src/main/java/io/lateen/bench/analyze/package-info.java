// SPDX-License-Identifier: Apache-2.0
/**
 * Measures {@code lateen analyze}, reading, decoding and all analyzers over thousands of
 * VirtualServices: fresh processes, their mere start, and warm code. Called by {@code Bench}. One
 * thread.
 */
@NullMarked
package io.lateen.bench.analyze;

import org.jspecify.annotations.NullMarked;
