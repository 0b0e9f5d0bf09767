// SPDX-License-Identifier: Apache-2.0
/**
 * What the commands answer without a control plane: validation and translation of documents for a
 * proxy that exists only in words. Called by the commands and by the conformance runner, which
 * judges the product and not a copy of it. Reads no files and ends no process; instances belong to
 * one thread, static methods are safe on any.
 */
@NullMarked
package io.lateen.cli.offline;

import org.jspecify.annotations.NullMarked;
