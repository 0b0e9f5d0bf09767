// SPDX-License-Identifier: Apache-2.0
/**
 * Virtual time: a clock that moves when a test says so, and a scheduler and an executor that run
 * their work on the thread of the test. Called from tests that would otherwise sleep. Not for more
 * than one thread, which is the point.
 */
@NullMarked
package io.lateen.testkit.time;

import org.jspecify.annotations.NullMarked;
