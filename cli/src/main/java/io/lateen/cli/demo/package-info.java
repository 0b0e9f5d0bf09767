// SPDX-License-Identifier: Apache-2.0
/**
 * {@code lateen demo}: the lab on the command line. Called on the main thread; a signal ends the
 * demo from another one. It only chooses options and prints: building and checking are the lab's.
 */
@NullMarked
package io.lateen.cli.demo;

import org.jspecify.annotations.NullMarked;
