// SPDX-License-Identifier: Apache-2.0
/**
 * {@code lateen analyze}: reads files or a running mesh, runs the analyzers, prints what they find.
 * The reading and running is shared with the conformance runner and the benchmark; what is wrong
 * with what is decided in the module {@code analysis}. Texts are read on all processors, everything
 * else runs on the main thread.
 */
@NullMarked
package io.lateen.cli.analyze;

import org.jspecify.annotations.NullMarked;
