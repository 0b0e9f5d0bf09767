// SPDX-License-Identifier: Apache-2.0
/**
 * Verbs on configuration objects, with kubectl's words and tables. Called by the command line on
 * the main thread. All but {@code validate} talk to the API; none of them decodes documents by
 * itself, so that messages are the same everywhere.
 */
@NullMarked
package io.lateen.cli.objects;

import org.jspecify.annotations.NullMarked;
