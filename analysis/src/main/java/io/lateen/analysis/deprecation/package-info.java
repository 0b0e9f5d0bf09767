// SPDX-License-Identifier: Apache-2.0
/**
 * Fields and kinds that still parse and should not be written any more. Called by {@code run}; the
 * list is Istio's. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.deprecation;

import org.jspecify.annotations.NullMarked;
