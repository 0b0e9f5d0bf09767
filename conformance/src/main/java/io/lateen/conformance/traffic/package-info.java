// SPDX-License-Identifier: Apache-2.0
/**
 * Judges where traffic goes: calls through one proxy, and the clusters behind virtual hosts. Called
 * by the runner, which hands in the collection. Translates and walks with the product's own
 * operations; here is only the spelling of the cases.
 */
@NullMarked
package io.lateen.conformance.traffic;

import org.jspecify.annotations.NullMarked;
