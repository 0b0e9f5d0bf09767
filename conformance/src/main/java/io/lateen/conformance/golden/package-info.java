// SPDX-License-Identifier: Apache-2.0
/**
 * The golden cases of the translation, for those who judge them in other ways than by their bytes.
 * Called by the field matrix and by tests with a real Envoy. Reads files; no state.
 */
@NullMarked
package io.lateen.conformance.golden;

import org.jspecify.annotations.NullMarked;
