// SPDX-License-Identifier: Apache-2.0
/**
 * The objects that Lateen reads, as immutable records: keys, metadata, configuration objects,
 * changes. Made by the decoders and passed on by every source; read by the mesh model. Pure values
 * for all threads: no input or output, no clock, and no references to decoders.
 */
@NullMarked
package io.lateen.api;

import org.jspecify.annotations.NullMarked;
