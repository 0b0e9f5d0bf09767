// SPDX-License-Identifier: Apache-2.0
/**
 * Results that are kept as long as everything they were made from answers the same: a plan runs on
 * a {@code TracingView} that writes down what it asks, and the answers are compared before the plan
 * runs again. The translator uses it for what proxies of one class share. May not know what is
 * planned, nor be told by hand what a plan depends on; immutable, safe on any thread.
 */
@NullMarked
package io.lateen.translate.memo;

import org.jspecify.annotations.NullMarked;
