// SPDX-License-Identifier: Apache-2.0
/**
 * Verbs that become a process of the mesh: {@code control-plane}, {@code agent}, {@code app}.
 * Called by the command line on the main thread, which then waits for the signal to stop. They
 * print {@code ready} on standard output, log to standard error, and keep nothing else of the
 * terminal.
 */
@NullMarked
package io.lateen.cli.process;

import org.jspecify.annotations.NullMarked;
