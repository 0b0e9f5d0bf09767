// SPDX-License-Identifier: Apache-2.0
/**
 * Texts with objects in, decoded objects with their problems out: the one way by which files, the
 * API and the command line read configuration. Called from every source. Pure, for all threads; an
 * object with an error never stops the others.
 */
@NullMarked
package io.lateen.api.document;

import org.jspecify.annotations.NullMarked;
