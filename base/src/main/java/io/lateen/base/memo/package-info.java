// SPDX-License-Identifier: Apache-2.0
/**
 * Results that are kept by what they were made from, within a bound. Called by whoever makes the
 * same thing for many. Pure, for all threads.
 */
@NullMarked
package io.lateen.base.memo;

import org.jspecify.annotations.NullMarked;
