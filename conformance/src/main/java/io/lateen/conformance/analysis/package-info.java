// SPDX-License-Identifier: Apache-2.0
/**
 * Judges the findings of {@code lateen analyze}. Called by the runner, which hands in the
 * collection. Runs the command itself inside this process, so that its output counts as scripts see
 * it.
 */
@NullMarked
package io.lateen.conformance.analysis;

import org.jspecify.annotations.NullMarked;
