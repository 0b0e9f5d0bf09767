// SPDX-License-Identifier: Apache-2.0
/**
 * Commands that help to make a mesh stricter. Called by the table of commands; they ask the API and
 * print. They run on the main thread and keep nothing.
 */
@NullMarked
package io.lateen.cli.security;

import org.jspecify.annotations.NullMarked;
