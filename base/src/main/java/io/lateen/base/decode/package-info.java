// SPDX-License-Identifier: Apache-2.0
/**
 * The decoding kit: YAML and JSON text to trees with line marks, and readers that turn trees into
 * records while collecting problems. Called by every decoder of the project. Pure, for all threads,
 * bounded in depth, size and aliases; readers belong to one thread.
 */
@NullMarked
package io.lateen.base.decode;

import org.jspecify.annotations.NullMarked;
