// SPDX-License-Identifier: Apache-2.0
/**
 * The one-machine mesh as users know it: start, status, traffic, check, stop. Called by the command
 * line from its main thread and its shutdown hook. It wires the other packages together and is the
 * only one that knows the layout of the state folder.
 */
@NullMarked
package io.lateen.lab.demo;

import org.jspecify.annotations.NullMarked;
