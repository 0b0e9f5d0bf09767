// SPDX-License-Identifier: Apache-2.0
/**
 * Verbs that show how the mesh is: {@code status}, {@code problems}, {@code version}. Called by the
 * command line on the main thread. They only read from the API and print.
 */
@NullMarked
package io.lateen.cli.state;

import org.jspecify.annotations.NullMarked;
