// SPDX-License-Identifier: Apache-2.0
/**
 * What the decoders say about each document, and documents that cannot be used at all. Called by
 * {@code run}; the rules themselves are in {@code api}. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.schema;

import org.jspecify.annotations.NullMarked;
