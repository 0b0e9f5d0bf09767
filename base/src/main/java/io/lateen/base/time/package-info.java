// SPDX-License-Identifier: Apache-2.0
/**
 * Time as a parameter: delayed work and a monotonic clock, beside the JDK's InstantSource for wall
 * time. Entry points build the real ones, tests build virtual ones from the testkit. The only place
 * of the project that may start a timer thread.
 */
@NullMarked
package io.lateen.base.time;

import org.jspecify.annotations.NullMarked;
