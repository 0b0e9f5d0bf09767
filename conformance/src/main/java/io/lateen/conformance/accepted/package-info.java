// SPDX-License-Identifier: Apache-2.0
/**
 * Judges documents that work with Istio: validation accepts them, and translation finds no error in
 * them. Called by the runner, which hands in the collection. Templates are rendered with made-up
 * values first.
 */
@NullMarked
package io.lateen.conformance.accepted;

import org.jspecify.annotations.NullMarked;
