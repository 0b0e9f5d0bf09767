// SPDX-License-Identifier: Apache-2.0
/**
 * Documents as analyzers see them: identity, labels, and a tree in which absent fields can be asked
 * for without fear. Analyzers of every subject read through it, because also documents with errors
 * and kinds that the mesh itself never reads are analyzed. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.document;

import org.jspecify.annotations.NullMarked;
