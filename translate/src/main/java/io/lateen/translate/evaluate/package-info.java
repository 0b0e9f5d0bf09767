// SPDX-License-Identifier: Apache-2.0
/**
 * Answers what an Envoy would do with one call: the walk from the listener to the endpoints, by
 * Envoy's own rules, on the resources that were made for it. {@code lateen explain}, the
 * conformance runner and the golden cases call it. Sends nothing and guesses nothing that the
 * resources do not say; pure and safe on any thread.
 */
@NullMarked
package io.lateen.translate.evaluate;

import org.jspecify.annotations.NullMarked;
