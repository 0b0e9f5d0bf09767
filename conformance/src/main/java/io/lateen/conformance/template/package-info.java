// SPDX-License-Identifier: Apache-2.0
/**
 * Renders the templates that occur among other people's documents: the part of Go's text/template
 * that they use, with made-up values. Called by the suites of accepted documents. Pure and safe on
 * any thread; a construct that is not known is an error, never an empty text.
 */
@NullMarked
package io.lateen.conformance.template;

import org.jspecify.annotations.NullMarked;
