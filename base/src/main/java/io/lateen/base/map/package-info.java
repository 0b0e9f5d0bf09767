// SPDX-License-Identifier: Apache-2.0
/**
 * Immutable sorted maps whose versions share what they have in common, so that two of them are
 * compared in the time of their difference. The mesh's indexes and the translator's states are made
 * of them. Pure; any thread.
 */
@NullMarked
package io.lateen.base.map;

import org.jspecify.annotations.NullMarked;
