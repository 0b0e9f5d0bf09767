// SPDX-License-Identifier: Apache-2.0
/**
 * Judges the schema: for each field of each custom resource, whether it is known, and for each
 * constraint and each CEL rule, whether a value that breaks it is refused at that place. Called by
 * the runner, which hands in the collection with the definitions. Asks the product's own
 * validation; what breaks a rule is made from the definitions, for CEL from {@link CelSamples}.
 */
@NullMarked
package io.lateen.conformance.schema;

import org.jspecify.annotations.NullMarked;
