// SPDX-License-Identifier: Apache-2.0
/**
 * Conditions with which controllers report that an object does not work. Called by {@code run};
 * repeats what the status says and judges nothing itself. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.condition;

import org.jspecify.annotations.NullMarked;
