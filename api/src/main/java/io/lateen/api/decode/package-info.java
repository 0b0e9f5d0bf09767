// SPDX-License-Identifier: Apache-2.0
/**
 * Turns documents into specifications, one decoder for each kind. Called from {@link
 * io.lateen.api.document}, which finds the decoder. Pure and without state, for all threads;
 * decoders report problems and never throw for what an author wrote.
 */
@NullMarked
package io.lateen.api.decode;

import org.jspecify.annotations.NullMarked;
