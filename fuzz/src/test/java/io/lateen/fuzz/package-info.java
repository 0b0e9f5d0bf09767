// SPDX-License-Identifier: Apache-2.0
/**
 * Targets of the fuzzer and the test that lets it loose on each for a while. A target takes bytes,
 * does with them what the product does with what users write, and throws when a promise is broken.
 * {@code ./dev fuzz} hunts longer.
 */
@NullMarked
package io.lateen.fuzz;

import org.jspecify.annotations.NullMarked;
