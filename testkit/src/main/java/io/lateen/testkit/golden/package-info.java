// SPDX-License-Identifier: Apache-2.0
/**
 * Golden files: expected texts that live beside the tests and are rewritten on demand. Called from
 * tests. Reads and, only when asked to, writes below {@code src/test/golden} of the module.
 */
@NullMarked
package io.lateen.testkit.golden;

import org.jspecify.annotations.NullMarked;
