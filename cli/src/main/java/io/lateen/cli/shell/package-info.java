// SPDX-License-Identifier: Apache-2.0
/**
 * What every command shares: streams, exit codes, tables, JSON and YAML on the terminal, and the
 * credential. Commands call it on the main thread. It reads the environment only through {@link
 * io.lateen.cli.shell.Shell}, so that tests run commands without a process.
 */
@NullMarked
package io.lateen.cli.shell;

import org.jspecify.annotations.NullMarked;
