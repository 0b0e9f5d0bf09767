// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code lateen}: one launcher for people and for the processes of the mesh. Its main
 * class finds the command by its first word and loads nothing else, since a short command shall
 * answer in a few hundred milliseconds. Commands run on the main thread and return an exit code.
 */
@NullMarked
package io.lateen.cli;

import org.jspecify.annotations.NullMarked;
