// SPDX-License-Identifier: Apache-2.0
/**
 * Judges validation: the tables of Istio's unit tests and the documents of its schema tests. Called
 * by the runner, which hands in the collection. Asks the product's own validation and has no rules
 * about fields itself.
 */
@NullMarked
package io.lateen.conformance.validation;

import org.jspecify.annotations.NullMarked;
