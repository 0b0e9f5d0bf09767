// SPDX-License-Identifier: Apache-2.0
/**
 * Content hashes that are equal on every replica and after every restart. Called by whoever turns
 * content into versions. Pure, for all threads.
 */
@NullMarked
package io.lateen.base.hash;

import org.jspecify.annotations.NullMarked;
